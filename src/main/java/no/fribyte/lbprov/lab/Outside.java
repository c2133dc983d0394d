package no.fribyte.lbprov.lab;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import no.fribyte.lbprov.simulator.guest.GuestException;
import tools.jackson.databind.json.JsonMapper;

/**
 * The world around a pair: a namespace with gateways, backends, a name and a time server, and one with a client. It outlives
 * the process that made it, as the machines do.
 */
public final class Outside {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final long PAUSE_MILLIS = 50;
    /** A machine has 32 network cards at the most. */
    private static final int MOST_LEGS = 32;

    private static final String SERVED = "outside.json";
    private static final String PID = "outside.pid";
    private static final String PROGRAM = "outside.py";
    private static final String CERTIFICATE = "outside.pem";
    private static final String LOG = "outside.log";

    private final Place place;
    private final Locks locks;
    private final LabNetwork network;
    private final JsonMapper json = JsonMapper.builder().build();

    Outside(Place place, Locks locks, LabNetwork network) {
        this.place = place;
        this.locks = locks;
        this.network = network;
    }

    /**
     * An interface on a segment.
     *
     * @param vlan the tag, 0 for none
     * @param addresses with their prefix lengths, such as {@code 198.51.100.1/24}
     */
    public record Leg(String bridge, int vlan, List<String> addresses) {
        public Leg {
            addresses = List.copyOf(addresses);
        }
    }

    /**
     * What answers, each at {@code ADDRESS/PORT} or at an address.
     *
     * @param http backends without TLS
     * @param tls backends with TLS
     * @param proxied those among them that expect the PROXY protocol, version 2
     * @param names what the name servers know
     */
    public record Servers(
            List<String> http,
            List<String> tls,
            List<String> proxied,
            List<String> dns,
            List<String> ntp,
            Map<String, String> names) {
        public Servers {
            http = List.copyOf(http);
            tls = List.copyOf(tls);
            proxied = List.copyOf(proxied);
            dns = List.copyOf(dns);
            ntp = List.copyOf(ntp);
            names = Map.copyOf(names);
        }
    }

    /** All of it. */
    public record Hosts(List<Leg> around, List<Leg> client, Servers servers) {
        public Hosts {
            around = List.copyOf(around);
            client = List.copyOf(client);
        }
    }

    /** Makes the world as it should be; one that is so already stays. */
    public void open(Hosts hosts) {
        locks.holding("outside", () -> {
            String wanted = json.writeValueAsString(hosts);
            boolean there = Place.read(file(SERVED)).equals(Optional.of(wanted))
                    && namespace("out").exists()
                    && namespace("client").exists()
                    && server().isPresent();
            if (!there) {
                removeAll();
                build(namespace("out"), hosts.around());
                build(namespace("client"), hosts.client());
                serve(hosts.servers());
                Place.replace(file(SERVED), wanted);
            }
        });
    }

    /** The network namespace of the client, for {@code ip netns exec}. */
    public String client() {
        return namespace("client").name();
    }

    public void remove() {
        locks.holding("outside", this::removeAll);
    }

    private void removeAll() {
        server().ifPresent(process -> {
            process.destroyForcibly();
            process.onExit().join();
        });
        List.of(SERVED, PID, PROGRAM, CERTIFICATE, LOG).forEach(name -> Place.delete(file(name)));
        List<String> links =
                IntStream.range(0, MOST_LEGS).mapToObj(Outside::leg).toList();
        for (Network namespace : List.of(namespace("out"), namespace("client"))) {
            network.leave(namespace.name(), links);
            namespace.remove();
        }
    }

    private static String leg(int number) {
        return "leg" + number;
    }

    private void build(Network namespace, List<Leg> legs) {
        // not Network.make: these have addresses of their own, also IPv6 ones
        Program.must(List.of("ip", "netns", "add", namespace.name()));
        List<String> lines = new ArrayList<>(List.of("link set lo up"));
        for (int number = 0; number < legs.size(); number++) {
            Leg leg = legs.get(number);
            String link = leg(number);
            network.join(namespace.name(), link, leg.bridge(), leg.vlan());
            leg.addresses()
                    .forEach(address -> lines.add(
                            "address add %s dev %s%s".formatted(address, link, address.contains(":") ? " nodad" : "")));
        }
        namespace.batch(lines);
    }

    private void serve(Servers servers) {
        certificate();
        Map<String, Object> told = Map.of(
                "http", servers.http(),
                "tls", servers.tls(),
                "proxied", servers.proxied(),
                "dns", servers.dns(),
                "ntp", servers.ntp(),
                "names", servers.names(),
                "certificate", file(CERTIFICATE).toString());
        try (InputStream program = Outside.class.getResourceAsStream("/lab/outside.py")) {
            if (program == null) {
                throw new IllegalStateException("outside.py is not in the jar");
            }
            Place.replace(file(PROGRAM), new String(program.readAllBytes(), UTF_8));
            List<String> command =
                    namespace("out").inside("python3", file(PROGRAM).toString(), json.writeValueAsString(told));
            // in a session of its own, or Ctrl-C would end it with the command that started it
            Process process = new ProcessBuilder(Words.joined(List.of(List.of("setsid"), command)))
                    .redirectErrorStream(true)
                    .redirectInput(Path.of("/dev/null").toFile())
                    .redirectOutput(file(LOG).toFile())
                    .start();
            Place.replace(file(PID), Long.toString(process.pid()));
            awaitServing(process);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot start the world around the pair", e);
        }
    }

    private void certificate() {
        Path key = file("outside.key");
        Path certificate = file("outside.crt");
        try {
            Program.must(Words.joined(List.of(
                    List.of("openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "3650"),
                    List.of("-subj", "/CN=backend", "-keyout", key.toString(), "-out", certificate.toString()))));
            Place.replace(
                    file(CERTIFICATE),
                    Place.read(key).orElseThrow() + Place.read(certificate).orElseThrow());
        } finally {
            Place.delete(key);
            Place.delete(certificate);
        }
    }

    private void awaitServing(Process process) throws IOException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!Files.readString(file(LOG)).contains("serving")) {
            if (!process.isAlive()
                    || System.nanoTime() > end
                    || Thread.currentThread().isInterrupted()) {
                process.destroyForcibly();
                throw GuestException.byNode("the world around the pair does not come up: "
                        + Files.readString(file(LOG)).strip());
            }
            try {
                Thread.sleep(PAUSE_MILLIS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** The program that serves, if it is still the one that was started: process ids come again. */
    private Optional<ProcessHandle> server() {
        return Place.read(file(PID)).map(Long::valueOf).filter(this::isOurs).flatMap(ProcessHandle::of);
    }

    private boolean isOurs(long pid) {
        try {
            return Files.readString(Path.of("/proc", Long.toString(pid), "cmdline"))
                    .contains(file(PROGRAM).toString());
        } catch (IOException gone) {
            return false;
        }
    }

    private Path file(String name) {
        return place.directory().resolve(name);
    }

    private Network namespace(String end) {
        return new Network("lbprov-lab-" + place.id() + "-" + end);
    }
}
