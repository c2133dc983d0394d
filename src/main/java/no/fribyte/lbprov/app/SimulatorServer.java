package no.fribyte.lbprov.app;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import no.fribyte.lbprov.problem.ExitStatus;
import no.fribyte.lbprov.problem.LbprovException;
import no.fribyte.lbprov.problem.Problem;
import no.fribyte.lbprov.simulator.Simulator;
import no.fribyte.lbprov.simulator.SimulatorAccess;
import no.fribyte.lbprov.simulator.SimulatorOptions;

/** A simulator that runs until it is closed, and what a client has to know of it. Its token is throw-away. */
public final class SimulatorServer implements AutoCloseable {
    private final SimulatorAccess simulator;
    private final Path world;
    private final Path caFile;

    private SimulatorServer(SimulatorAccess simulator, Path world) {
        this.simulator = simulator;
        this.world = world;
        this.caFile = world.resolve("ca.pem");
        try {
            Files.writeString(caFile, simulator.caPem());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static SimulatorServer start(SimulatorOptions options, Path world) {
        try {
            return new SimulatorServer(alone(options), world);
        } catch (UncheckedIOException e) {
            if (!(e.getCause() instanceof BindException)) {
                throw e;
            }
            throw new LbprovException(
                    ExitStatus.USAGE,
                    Problem.error("the simulator cannot listen on port %d and those that follow"
                                    .formatted(options.port()))
                            .because("%s: %s"
                                    .formatted(e.getMessage(), e.getCause().getMessage()))
                            .hint("another --port, or 0 for any that are free"));
        }
    }

    private static SimulatorAccess alone(SimulatorOptions options) {
        SimulatorAccess simulator = Simulator.open(options);
        if (simulator instanceof Simulator) {
            return simulator;
        }
        simulator.close();
        throw new LbprovException(
                ExitStatus.SOMEONE_ELSE,
                Problem.error("another process serves the world in " + options.directory())
                        .because("its nodes are " + String.join(", ", endpoints(simulator)))
                        .hint("use that one, or give this one a world of its own with --world DIR"));
    }

    /** {@code NODE  URL}, a line per node. */
    public List<String> endpoints() {
        return endpoints(simulator);
    }

    private static List<String> endpoints(SimulatorAccess simulator) {
        List<String> lines = new ArrayList<>();
        simulator.endpoints().forEach((node, uri) -> lines.add(node + "  " + uri));
        return lines;
    }

    public String caFile() {
        return caFile.toString();
    }

    public String tokenId() {
        return simulator.tokenId();
    }

    public String tokenSecret() {
        return simulator.tokenSecret();
    }

    public String world() {
        return world.toString();
    }

    @Override
    public void close() {
        simulator.close();
    }
}
