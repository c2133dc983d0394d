package no.fribyte.lbprov.app;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import no.fribyte.lbprov.model.Access;
import no.fribyte.lbprov.model.ApiToken;
import no.fribyte.lbprov.model.Node;
import no.fribyte.lbprov.model.PairSecrets;
import no.fribyte.lbprov.model.Place;
import no.fribyte.lbprov.model.Secret;
import no.fribyte.lbprov.model.SecretSource;
import no.fribyte.lbprov.model.Trust;
import no.fribyte.lbprov.problem.DiskWords;
import no.fribyte.lbprov.problem.ExitStatus;
import no.fribyte.lbprov.problem.LbprovException;
import no.fribyte.lbprov.problem.Problem;
import no.fribyte.lbprov.proxmox.ApiAddress;
import no.fribyte.lbprov.proxmox.ClientSettings;
import no.fribyte.lbprov.proxmox.Endpoint;
import no.fribyte.lbprov.proxmox.Proxmox;
import no.fribyte.lbprov.proxmox.TlsTrust;
import no.fribyte.lbprov.proxmox.TokenId;
import no.fribyte.lbprov.proxmox.Trace;
import no.fribyte.lbprov.simulator.SimulatorAccess;

/** Turns an inventory into clients: the only place that knows whether a node is real. */
final class Connection implements AutoCloseable {
    private final Proxmox proxmox;
    private final Optional<Trace> trace;
    private final Optional<SimulatorAccess> simulator;

    private Connection(Proxmox proxmox, Optional<Trace> trace, Optional<SimulatorAccess> simulator) {
        this.proxmox = proxmox;
        this.trace = trace;
        this.simulator = simulator;
    }

    Proxmox proxmox() {
        return proxmox;
    }

    /** Where a secret comes from that an inventory says is in a vault. */
    @FunctionalInterface
    interface VaultSecrets {
        Optional<Secret> named(String name);
    }

    /** Every token whose secret is not to be had, each once: to be asked before anything is contacted. */
    static List<Problem> missingSecrets(
            Place place, Path inventoryFile, Surroundings surroundings, VaultSecrets vaults) {
        Set<Problem> problems = new LinkedHashSet<>();
        for (Node node : place.nodes()) {
            node.access().ifPresent(access -> {
                try {
                    secret(access.token(), inventoryFile, surroundings, vaults);
                } catch (LbprovException missing) {
                    problems.addAll(missing.problems());
                }
            });
        }
        return List.copyOf(problems);
    }

    /** From now on the trace shows these as dots. */
    void hide(PairSecrets secrets) {
        trace.ifPresent(file -> {
            file.hide(secrets.wireGuardPrivateKey());
            file.hide(secrets.syncSecret());
            secrets.hostKeys().values().forEach(key -> file.hide(key.privateKey()));
        });
    }

    static Connection open(
            Place place,
            Path inventoryFile,
            Surroundings surroundings,
            VaultSecrets vaults,
            ClientSettings settings,
            SimulatorSource source) {
        Optional<SimulatorAccess> simulator =
                place.nodes().stream().allMatch(node -> node.access().isPresent())
                        ? Optional.empty()
                        : Optional.of(source.open());
        List<Endpoint> endpoints = new ArrayList<>();
        for (Node node : place.nodes()) {
            endpoints.add(node.access()
                    .map(access -> real(node, access, inventoryFile, surroundings, vaults))
                    .orElseGet(() -> simulated(node, simulator.orElseThrow())));
        }
        return new Connection(new Proxmox(endpoints, settings), settings.trace(), simulator);
    }

    private static Endpoint simulated(Node node, SimulatorAccess simulator) {
        URI uri = simulator.endpoints().get(node.name().value());
        if (uri == null) {
            throw invalid(Problem.error("the simulated world has no node " + node.name())
                    .because("its nodes are "
                            + String.join(", ", simulator.endpoints().keySet()))
                    .hint("use one of these in the profile, or start a simulator with a world of your own"));
        }
        return new Endpoint(
                node.name(),
                List.of(ApiAddress.parse(uri.toString())),
                Optional.empty(),
                Optional.empty(),
                new TlsTrust.Authority(simulator.caPem()),
                new TokenId(simulator.tokenId()),
                new Secret(simulator.tokenSecret()));
    }

    private static Endpoint real(
            Node node, Access access, Path inventoryFile, Surroundings surroundings, VaultSecrets vaults) {
        return new Endpoint(
                node.name(),
                access.addresses().stream().map(ApiAddress::parse).toList(),
                access.serverName(),
                access.socks().map(Connection::socks),
                trust(access.trust()),
                new TokenId(access.token().id()),
                secret(access.token(), inventoryFile, surroundings, vaults));
    }

    private static TlsTrust trust(Trust trust) {
        return trust instanceof Trust.Authority authority
                ? new TlsTrust.Authority(authority.pem())
                : new TlsTrust.Pins(((Trust.Pins) trust).fingerprints());
    }

    private static InetSocketAddress socks(String hostAndPort) {
        ApiAddress proxy = ApiAddress.parse(hostAndPort);
        return InetSocketAddress.createUnresolved(proxy.host(), proxy.port());
    }

    private static Secret secret(ApiToken token, Path inventoryFile, Surroundings surroundings, VaultSecrets vaults) {
        SecretSource source = token.secret();
        if (source instanceof SecretSource.Environment environment) {
            return surroundings
                    .variable(environment.variable())
                    .map(Secret::new)
                    .orElseThrow(
                            () -> invalid(Problem.error("the secret of token %s is not there".formatted(token.id()))
                                    .because("the environment variable %s is not set".formatted(environment.variable()))
                                    .hint("export %s=...".formatted(environment.variable()))));
        }
        if (source instanceof SecretSource.InFile file) {
            return fromFile(token, inventoryFile.resolveSibling(file.path()));
        }
        String name = ((SecretSource.InVault) source).name();
        return vaults.named(name)
                .orElseThrow(() -> invalid(Problem.error("the secret of token %s is not there".formatted(token.id()))
                        .because("the vault has no entry " + name)
                        .hint("lbprov secrets set PROFILE %s < FILE".formatted(name))));
    }

    private static Secret fromFile(ApiToken token, Path file) {
        try {
            return Files.readAllLines(file).stream()
                    .map(String::strip)
                    .filter(line -> !line.isEmpty())
                    .findFirst()
                    .map(Secret::new)
                    .orElseThrow(
                            () -> invalid(Problem.error("the secret of token %s is not there".formatted(token.id()))
                                    .because(file + " is empty")));
        } catch (IOException e) {
            throw invalid(Problem.error("the secret of token %s cannot be read".formatted(token.id()))
                    .because(DiskWords.of(e))
                    .hint("put the secret that pveum printed into " + file));
        }
    }

    private static LbprovException invalid(Problem problem) {
        return new LbprovException(ExitStatus.INVALID_INPUT, problem);
    }

    /** Whether other processes use the simulator of this one: then closing waits for them. */
    boolean hasVisitors() {
        return simulator.filter(SimulatorAccess::hasVisitors).isPresent();
    }

    @Override
    public void close() {
        proxmox.close();
        trace.ifPresent(Trace::close);
        simulator.ifPresent(SimulatorAccess::close);
    }
}
