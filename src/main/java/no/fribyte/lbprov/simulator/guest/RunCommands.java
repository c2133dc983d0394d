package no.fribyte.lbprov.simulator.guest;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** cloud-init's {@code runcmd}: one shell script of all commands, whose status is that of the last. */
record RunCommands(Machine machine, Wire wire, String script) {
    /** What cloud-init says when the script ends with another status than 0. */
    static final String FAILED =
            "('scripts-user', RuntimeError('Runparts: 1 failures (runcmd) in 1 attempted commands'))";

    /** True when the last command is the program of the first boot, and it is still at work. */
    boolean run(JsonNode commands) {
        if (commands.isEmpty()) {
            return false;
        }
        List<List<String>> lines = new ArrayList<>();
        for (JsonNode command : commands) {
            lines.add(
                    command.isArray()
                            ? Yaml.texts(command)
                            : List.of(command.asString().strip().split("\\s+", -1)));
        }
        StringBuilder text = new StringBuilder("#!/bin/sh\n");
        lines.forEach(line -> text.append('\'').append(String.join("' '", line)).append("'\n"));
        machine.disk().write(script, "0700", text.toString());
        Outcome outcome = Outcome.OK;
        for (int i = 0; i < lines.size(); i++) {
            outcome = run(i + 2, lines.get(i));
        }
        if (outcome == Outcome.FAILED) {
            report().error(FAILED);
        }
        return outcome == Outcome.AT_WORK;
    }

    private enum Outcome {
        OK,
        FAILED,
        AT_WORK
    }

    private Outcome run(int lineNumber, List<String> words) {
        if (words.contains(FirstBoot.PROGRAM)) {
            return firstBoot(lineNumber, words);
        }
        if (words.get(0).equals("sh") && words.get(words.size() - 1).contains("install qemu-guest-agent")) {
            List<String> errors =
                    DebianArchive.install(machine.disk(), List.of("qemu-guest-agent"), machine.reachesMirror());
            errors.forEach(report()::output);
            return errors.isEmpty() ? Outcome.OK : Outcome.FAILED;
        }
        try {
            ExecResult result = new Programs(machine, wire).run(words, new byte[0]);
            return result.exitCode() == 0 ? Outcome.OK : Outcome.FAILED;
        } catch (GuestException e) {
            report().output("%s: %d: %s: not found".formatted(script, lineNumber, words.get(0)));
            return Outcome.FAILED;
        }
    }

    private Outcome firstBoot(int lineNumber, List<String> words) {
        boolean directly = words.get(0).equals(FirstBoot.PROGRAM);
        boolean exists = machine.disk().has(FirstBoot.PROGRAM);
        boolean executable = machine.disk()
                .file(FirstBoot.PROGRAM)
                .filter(GuestFile::isExecutable)
                .isPresent();
        if (!exists || (directly && !executable)) {
            String reason = exists ? "Permission denied" : "not found";
            report().output("%s: %d: %s: %s".formatted(script, lineNumber, FirstBoot.PROGRAM, reason));
            return Outcome.FAILED;
        }
        boolean goesOn = new FirstBoot(machine, wire).begin(words.contains("bake"));
        return goesOn ? Outcome.AT_WORK : Outcome.FAILED;
    }

    private CloudInitReport report() {
        return new CloudInitReport(machine.disk());
    }
}
