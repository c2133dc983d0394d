package no.fribyte.lbprov.cli;

import java.util.Map;
import java.util.function.Function;
import picocli.CommandLine;
import picocli.CommandLine.IFactory;

/** Makes the commands, each with the session. */
final class Commands implements IFactory {
    private static final Map<Class<?>, Function<Session, Object>> MAKERS = Map.of(
            ValidateCommand.class, ValidateCommand::new,
            RenderCommand.class, RenderCommand::new,
            PlanCommand.class, PlanCommand::new,
            CreateCommand.class, CreateCommand::new,
            StatusCommand.class, StatusCommand::new,
            RebuildCommand.class, RebuildCommand::new,
            DestroyCommand.class, DestroyCommand::new,
            SecretsCommand.class, SecretsCommand::new,
            SimulatorCommand.class, SimulatorCommand::new,
            CompletionCommand.class, CompletionCommand::new);

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
