package no.fribyte.lbprov.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/** Keeps in files what a run lets others see: what it says, and the arguments of its processes while it runs. */
final class Witness {
    private final Path folder;
    private int runs;
    private int samples;

    Witness(Path folder) throws IOException {
        this.folder = Files.createDirectories(folder);
    }

    /** How often arguments were looked at. */
    int samples() {
        return samples;
    }

    Answer watch(Run run) throws IOException, InterruptedException {
        return watch(run, () -> false);
    }

    /** Kills the run, as {@code kill -9} does, when its time has come. */
    Answer watch(Run run, BooleanSupplier doomed) throws IOException, InterruptedException {
        Set<String> arguments = new TreeSet<>();
        while (run.isAlive() && !doomed.getAsBoolean()) {
            look(run, arguments);
            TimeUnit.MILLISECONDS.sleep(20);
        }
        Answer answer = doomed.getAsBoolean() ? run.kill() : run.end();
        runs++;
        Files.writeString(folder.resolve(runs + ".arguments"), String.join("\n", arguments));
        Files.writeString(folder.resolve(runs + ".said"), answer.out() + answer.err());
        return answer;
    }

    private void look(Run run, Set<String> arguments) {
        Stream<Long> children = ProcessHandle.of(run.pid()).stream()
                .flatMap(ProcessHandle::descendants)
                .map(ProcessHandle::pid);
        Stream.concat(Stream.of(run.pid()), children).forEach(pid -> {
            try {
                arguments.add(Files.readString(Path.of("/proc/" + pid + "/cmdline"), StandardCharsets.ISO_8859_1));
                samples++;
            } catch (IOException e) {
                // it has ended
                arguments.add("");
            }
        });
    }
}
