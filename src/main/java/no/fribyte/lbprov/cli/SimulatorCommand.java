package no.fribyte.lbprov.cli;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import no.fribyte.lbprov.app.SimulatorServer;
import no.fribyte.lbprov.problem.ExitStatus;
import no.fribyte.lbprov.view.JsonView;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Serves the simulator for any client. */
@Command(
        name = "simulator",
        description = "Serve the embedded Proxmox VE API on loopback, for lbprov and any other client, until stopped.",
        footer = {"", "Example:  lbprov simulator --port 8006"})
final class SimulatorCommand implements Callable<Integer> {
    private static final int HIGHEST_PORT = 65_535;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before anything runs
    private CommandSpec spec;

    @Option(
            names = "--port",
            paramLabel = "N",
            defaultValue = "0",
            description = "Port of the first node, the others follow; 0 for free ones.")
    private int port;

    @Option(
            names = "--world",
            paramLabel = "DIR",
            description = "Where its world lies between runs; else the one that lbprov create demo uses.")
    private Optional<String> world = Optional.empty();

    private final Session session;

    SimulatorCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        if (port < 0 || port > HIGHEST_PORT) {
            throw new ParameterException(
                    spec.commandLine(), "--port is %d: ports are 0 to %d".formatted(port, HIGHEST_PORT));
        }
        try (SimulatorServer server = session.app().serveSimulator(world, port)) {
            if (session.json()) {
                new JsonView("simulator")
                        .list("endpoints", server.endpoints())
                        .text("caFile", server.caFile())
                        .text("tokenId", server.tokenId())
                        .text("tokenSecret", server.tokenSecret())
                        .print(session.terminal());
            } else {
                show(server);
            }
            session.terminal().out().flush();
            return untilStopped().code();
        }
    }

    private static ExitStatus untilStopped() {
        try {
            new CountDownLatch(1).await();
            return ExitStatus.OK;
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return ExitStatus.INTERRUPTED;
        }
    }

    private void show(SimulatorServer server) {
        List<String> lines = server.endpoints();
        lines.forEach(session.terminal().out()::println);
        session.terminal().out().println("CA     " + server.caFile());
        session.terminal().out().println("token  PVEAPIToken=%s=%s".formatted(server.tokenId(), server.tokenSecret()));
        session.terminal().err().println("Ctrl-C stops it; its world stays in " + server.world());
    }
}
