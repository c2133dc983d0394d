package no.fribyte.lbprov.cli;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import picocli.CommandLine;

/** The commands, in the order in which help shows them. Reading one's annotations takes time, so only what is needed is made. */
final class Commands {
    private static final List<Map.Entry<String, Function<Session, Object>>> ALL = List.of(
            Map.entry("validate", ValidateCommand::new),
            Map.entry("render", RenderCommand::new),
            Map.entry("doctor", DoctorCommand::new),
            Map.entry("plan", PlanCommand::new),
            Map.entry("create", CreateCommand::new),
            Map.entry("status", StatusCommand::new),
            Map.entry("rebuild", RebuildCommand::new),
            Map.entry("destroy", DestroyCommand::new),
            Map.entry("image", ImageCommand::new),
            Map.entry("secrets", SecretsCommand::new),
            Map.entry("simulator", SimulatorCommand::new),
            Map.entry("lab", LabCommand::new),
            Map.entry("completion", CompletionCommand::new));

    private Commands() {}

    /** Adds those that a line needs. */
    static void add(CommandLine root, Session session, String... line) {
        for (Map.Entry<String, Function<Session, Object>> command : ALL) {
            if (isNeeded(command.getKey(), line)) {
                root.addSubcommand(command.getKey(), command.getValue().apply(session));
            }
        }
    }

    /** A line that does not begin with a command may be about any: help, a wrong word, an option before the command. */
    private static boolean isNeeded(String command, String... line) {
        boolean alone = line.length > 0
                && !line[0].equals("completion")
                && ALL.stream().anyMatch(each -> each.getKey().equals(line[0]));
        return !alone || command.equals(line[0]);
    }
}
