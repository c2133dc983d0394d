package no.fribyte.lbprov.cli;

import java.util.Map;
import java.util.function.Function;
import picocli.CommandLine;
import picocli.CommandLine.IFactory;

/** Makes the commands, each with the session. */
final class Commands implements IFactory {
    private static final Map<Class<?>, Function<Session, Object>> MAKERS = Map.ofEntries(
            Map.entry(ValidateCommand.class, ValidateCommand::new),
            Map.entry(RenderCommand.class, RenderCommand::new),
            Map.entry(DoctorCommand.class, DoctorCommand::new),
            Map.entry(PlanCommand.class, PlanCommand::new),
            Map.entry(CreateCommand.class, CreateCommand::new),
            Map.entry(StatusCommand.class, StatusCommand::new),
            Map.entry(RebuildCommand.class, RebuildCommand::new),
            Map.entry(DestroyCommand.class, DestroyCommand::new),
            Map.entry(SecretsCommand.class, SecretsCommand::new),
            Map.entry(SimulatorCommand.class, SimulatorCommand::new),
            Map.entry(CompletionCommand.class, CompletionCommand::new));

    private final Session session;

    Commands(Session session) {
        this.session = session;
    }

    @Override
    public <K> K create(Class<K> type) throws Exception {
        Function<Session, Object> maker = MAKERS.get(type);
        return maker == null ? CommandLine.defaultFactory().create(type) : type.cast(maker.apply(session));
    }
}
