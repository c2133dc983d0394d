package no.fribyte.lbprov.simulator.guest;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The programs that can be started in a guest. */
record Programs(Machine machine, Wire wire) {
    ExecResult run(List<String> command, byte[] input) {
        if (command.isEmpty()) {
            throw GuestException.byAgent("Guest agent command failed, error was 'Invalid parameter 'path''");
        }
        String program = command.get(0);
        List<String> arguments = command.subList(1, command.size());
        if (program.equals(LbprovGuest.PROGRAM)) {
            GuestFile file = machine.disk().file(program).orElseThrow(() -> noSuchProgram(program));
            if (!file.isExecutable()) {
                throw notStarted(program, "Permission denied");
            }
            return new LbprovGuest(machine, wire).run(arguments);
        }
        Optional<ExecResult> ofImage = new ImagePrograms(machine).run(program, arguments);
        if (ofImage.isPresent()) {
            return ofImage.get();
        }
        return switch (program.replaceFirst("^(/usr)?/bin/", "")) {
            case "cat" -> cat(arguments, input);
            case "touch" -> touch(arguments);
            case "systemctl" -> systemctl(arguments);
            case "cloud-init" -> cloudInit(arguments);
            default -> throw noSuchProgram(program);
        };
    }

    private static GuestException noSuchProgram(String program) {
        return notStarted(program, "No such file or directory");
    }

    private static GuestException notStarted(String program, String reason) {
        return GuestException.byAgent(
                "Guest agent command failed, error was 'Failed to execute child process “%s” (%s)'"
                        .formatted(program, reason));
    }

    private ExecResult cat(List<String> paths, byte[] input) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        if (paths.isEmpty()) {
            out.writeBytes(input);
        }
        for (String path : paths) {
            Optional<GuestFile> file = machine.disk().file(path);
            if (file.isEmpty()) {
                return ExecResult.failed(1, "cat: %s: No such file or directory\n".formatted(path));
            }
            out.writeBytes(file.get().bytes());
        }
        return new ExecResult(0, out.toByteArray(), new byte[0]);
    }

    private ExecResult touch(List<String> paths) {
        paths.forEach(path -> machine.disk().append(path, ""));
        return ExecResult.out("");
    }

    private ExecResult cloudInit(List<String> arguments) {
        if (!arguments.contains("status")) {
            return ExecResult.failed(2, "usage: cloud-init status\n");
        }
        String word = new CloudInitReport(machine.disk()).word();
        byte[] out = ("status: " + word + "\n").getBytes(UTF_8);
        return new ExecResult(word.equals("error") ? 1 : 0, out, new byte[0]);
    }

    private ExecResult systemctl(List<String> arguments) {
        List<String> units = arguments.stream()
                .skip(1)
                .filter(word -> !word.startsWith("-"))
                .map(word -> word.replaceFirst("\\.service$", ""))
                .toList();
        String verb = arguments.isEmpty() ? "" : arguments.get(0);
        if (verb.equals("is-active")) {
            return isActive(units);
        }
        Systemd systemd = new Systemd(machine, wire);
        List<String> errors = new ArrayList<>();
        for (String unit : units) {
            switch (verb) {
                case "start" -> errors.addAll(systemd.start(unit));
                case "stop" -> systemd.stop(unit);
                case "restart" -> errors.addAll(systemd.restart(unit));
                case "reload" -> errors.addAll(systemd.reload(unit));
                default -> errors.add("Unknown command verb " + verb + ".");
            }
        }
        return errors.isEmpty() ? ExecResult.out("") : ExecResult.failed(1, String.join("\n", errors) + "\n");
    }

    private ExecResult isActive(List<String> units) {
        StringBuilder words = new StringBuilder();
        boolean any = false;
        for (String unit : units) {
            String word = machine.disk().unit(unit).state().word();
            words.append(word).append('\n');
            any |= word.equals("active");
        }
        return new ExecResult(any ? 0 : 3, words.toString().getBytes(UTF_8), new byte[0]);
    }
}
