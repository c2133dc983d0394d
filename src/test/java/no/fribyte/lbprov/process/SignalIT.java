package no.fribyte.lbprov.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Ctrl-C and {@code kill}. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class SignalIT {
    private static final String GO_ON = "try: run the same command again";

    @TempDir
    Path home;

    @Test
    void an_interrupted_create_says_how_to_go_on_and_does() throws Exception {
        try (Lbprov lbprov = Lbprov.in(home)) {
            Path journal = lbprov.state().resolve("journal/demo.jsonl");
            Run first = lbprov.start("create", "demo");
            Lbprov.await("a VM being made", () -> has(journal, "qmcreate"));
            first.signal("INT");
            Answer interrupted = first.end();

            Run second = lbprov.start("create", "demo");
            second.awaitErr("done: start VM");
            second.signal("TERM");
            Answer terminated = second.end();

            assertThat(interrupted.status()).isEqualTo(130);
            assertThat(interrupted.err())
                    .contains("interrupted: create VM", "Error: interrupted", GO_ON)
                    .doesNotContain("FAILED", "bug of lbprov");
            assertThat(terminated.status()).isEqualTo(143);
            assertThat(terminated.err()).contains("Error: interrupted", GO_ON).doesNotContain("FAILED");

            Answer last = lbprov.run("create", "demo");

            assertThat(last.status()).as(last.err()).isZero();
            assertThat(last.out()).contains("demo  healthy: ");
            assertThat(lbprov.world().tasks("qmcreate"))
                    .as("what ran was left to end")
                    .isEqualTo(2);
            assertThat(lbprov.world().seeds()).isEmpty();

            int writes = lbprov.world().writes().size();
            Answer nothing = lbprov.run("create", "demo");
            assertThat(nothing.out()).startsWith("Nothing to do");
            assertThat(lbprov.world()
                            .writes()
                            .subList(writes, lbprov.world().writes().size()))
                    .as("looks through the guest agent, which are POSTs to Proxmox, and no write")
                    .allMatch(call -> call.matches("POST /nodes/\\w+/qemu/\\d+/agent/(ping|exec)"));
        }
    }

    /** Wherever it hits: in the simulator's start, in a file that is read, or in a call. */
    @Test
    void an_interruption_before_there_is_a_plan_is_told_as_one() throws Exception {
        try (Lbprov lbprov = Lbprov.in(home)) {
            Path lock = lbprov.state().resolve("simulator/world/owner.lock");
            Run run = lbprov.start("create", "demo");
            Lbprov.await("the simulator's start", () -> Files.exists(lock));
            run.signal("INT");

            Answer answer = run.end();

            assertThat(answer.status()).isEqualTo(130);
            assertThat(answer.err()).startsWith("Error: interrupted").contains("try: run the", "command again");
        }
    }

    private static boolean has(Path file, String text) {
        try {
            return Files.exists(file) && Files.readString(file).contains(text);
        } catch (java.io.IOException e) {
            return false;
        }
    }
}
