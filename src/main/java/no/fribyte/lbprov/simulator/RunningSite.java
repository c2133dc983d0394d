package no.fribyte.lbprov.simulator;

import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import no.fribyte.lbprov.simulator.access.Rights;
import no.fribyte.lbprov.simulator.access.Tickets;
import no.fribyte.lbprov.simulator.api.ApiExchange;
import no.fribyte.lbprov.simulator.api.Schema;
import no.fribyte.lbprov.simulator.api.Site;
import no.fribyte.lbprov.simulator.api.Witness;
import no.fribyte.lbprov.simulator.api.WriteLog;
import no.fribyte.lbprov.simulator.fault.Faults;
import no.fribyte.lbprov.simulator.guest.Guests;
import no.fribyte.lbprov.simulator.http.HttpListener;
import no.fribyte.lbprov.simulator.world.Ledger;
import no.fribyte.lbprov.simulator.world.NewWorld;
import no.fribyte.lbprov.simulator.world.VolumeFiles;
import no.fribyte.lbprov.simulator.world.World;
import no.fribyte.lbprov.simulator.world.WorldSpec;
import no.fribyte.lbprov.simulator.world.WorldStore;

/** A cluster, or a node that stands alone, with one listener for each node. */
final class RunningSite implements AutoCloseable {
    private static final int HIGHEST_PORT = 65_535;

    private final Site site;
    private final WorldSpec spec;
    private final Certificates certificates;
    private final Map<String, HttpListener> listeners = new LinkedHashMap<>();
    private final Map<String, URI> endpoints = new LinkedHashMap<>();

    private RunningSite(Site site, WorldSpec spec, Certificates certificates) {
        this.site = site;
        this.spec = spec;
        this.certificates = certificates;
    }

    /** What all sites of a simulator have in common: guests see each other whichever site their node is of. */
    record Shared(Guests guests, Faults faults, WriteLog writes, List<Witness> witnesses) {}

    /** Starts the site that lies in a directory, making it from its parts if it is new. */
    static RunningSite start(SimulatorOptions options, Path directory, WorldSpec spec, Shared shared, int port) {
        // before the first one listens: whether its port is free does not matter then
        if (port + spec.nodes().size() - 1 > HIGHEST_PORT) {
            throw new UncheckedIOException(
                    "cannot listen for " + name(spec), new BindException("there is no port " + (HIGHEST_PORT + 1)));
        }
        Rights.checkRoles(spec, options.version().hasAgentPrivileges());
        WorldStore store = new WorldStore(directory.resolve("world.json"));
        World world =
                store.load().orElseGet(() -> NewWorld.of(spec, options.clock().instant()));
        Ledger ledger = new Ledger(
                store, world, new VolumeFiles(directory.resolve("content")), shared.guests(), options.clock());
        Site site = new Site(
                ledger,
                Schema.load(options.version()),
                shared.faults(),
                options.version(),
                options.timing(),
                options.authDelay(),
                options.clock(),
                shared.writes(),
                new Tickets(new SecureRandom()),
                shared.witnesses());
        RunningSite running = new RunningSite(site, spec, Certificates.in(directory, name(spec)));
        int next = port;
        for (WorldSpec.Node node : spec.nodes()) {
            running.listen(node, options, next);
            next += port == 0 ? 0 : 1;
        }
        return running;
    }

    private static String name(WorldSpec spec) {
        return spec.cluster().orElse(spec.nodes().get(0).name());
    }

    private void listen(WorldSpec.Node node, SimulatorOptions options, int port) {
        HttpListener listener = HttpListener.open(
                node.name(),
                new InetSocketAddress(options.address(), port),
                certificates.forNode(node.name(), node.address()),
                new ApiExchange(site, node.name()),
                options.keepAlive());
        listeners.put(node.name(), listener);
        String host = options.address().getHostAddress();
        String shown = host.contains(":") ? "[" + host + "]" : host;
        endpoints.put(node.name(), URI.create("https://" + shown + ":" + listener.port()));
    }

    /** All nodes show new certificates. */
    void show(Certificates signer) {
        for (WorldSpec.Node node : spec.nodes()) {
            Optional.ofNullable(listeners.get(node.name()))
                    .ifPresent(listener -> listener.show(signer.forNode(node.name(), node.address())));
        }
    }

    /** As after a renewal. */
    void renewCertificates() {
        show(certificates);
    }

    Ledger ledger() {
        return site.ledger();
    }

    Map<String, URI> endpoints() {
        return endpoints;
    }

    String caPem() {
        return certificates.caPem();
    }

    @Override
    public void close() {
        List<HttpListener> all = new ArrayList<>(listeners.values());
        all.forEach(HttpListener::close);
    }
}
