package no.fribyte.lbprov.ha;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import no.fribyte.lbprov.model.Member;
import no.fribyte.lbprov.model.Nic;
import no.fribyte.lbprov.model.Pair;
import no.fribyte.lbprov.profile.ProfileReader;
import no.fribyte.lbprov.profile.Workspace;
import no.fribyte.lbprov.render.Namespace;
import no.fribyte.lbprov.render.Pairs;
import no.fribyte.lbprov.render.RealProgram;
import no.fribyte.lbprov.render.Rendered;

/** A pair that runs, and everybody around it. Nothing of it is left when it is closed, or when this JVM ends. */
final class Site implements AutoCloseable {
    private static final List<String> PROGRAMS =
            List.of("haproxy", "keepalived", "nft", "wg", "wg-quick", "wireguard-go", "sysctl", "python3", "ip");

    /** Of the members: their machines have been replaced once. */
    private static final int INCARNATION = 2;

    private final Kind kind;
    private final Path folder;
    private final Deque<AutoCloseable> open = new ArrayDeque<>();
    private final Thread lastResort = new Thread(this::closeEverything);
    private final Segment segment;
    private final List<Machine> members;
    private final Map<Integer, Machine> twins = new HashMap<>();
    private final Neighbours neighbours;
    private final Holders holders;

    private Site(Kind kind) {
        this.kind = kind;
        this.folder = Folders.temporary();
        Runtime.getRuntime().addShutdownHook(lastResort);
        try {
            Pair pair = pair();
            segment = new Segment(opened(Machine.start("segment", Scripts.any(), folder.resolve("segment.log"))));
            segment.build();
            members = List.of(machine(pair, 0, "lb1", INCARNATION), machine(pair, 1, "lb2", INCARNATION));
            neighbours = Neighbours.start(folder);
            List.of(neighbours.client(), neighbours.sender(), neighbours.idle(), neighbours.web(), neighbours.store())
                    .forEach(this::opened);
            neighbours.connect(segment, Pairs.secrets(pair).wireGuardPublicKey().base64());
            holders = opened(new Holders(members, pair.virtualIps().first().toString()));
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    /** A pair that has booted for the first time and serves; or a skipped test where programs or rights are missing. */
    static Site start(Kind kind) {
        Namespace.needsRoot();
        PROGRAMS.forEach(RealProgram::named);
        if (kind == Kind.HAND_MADE) {
            RealProgram.named("killall");
        }
        Site site = new Site(kind);
        try {
            site.firstBoot();
            return site;
        } catch (RuntimeException e) {
            site.close();
            throw e;
        }
    }

    static Pair pair() {
        Workspace workspace = Workspace.at(Machine.PROGRAMS.resolve("pair"));
        return new ProfileReader(workspace, () -> Instant.parse("2026-06-01T00:00:00Z"))
                .read("bench", Optional.empty())
                .pair();
    }

    Kind kind() {
        return kind;
    }

    Machine member(int number) {
        return members.get(number);
    }

    List<Machine> members() {
        return members;
    }

    Segment segment() {
        return segment;
    }

    Neighbours neighbours() {
        return neighbours;
    }

    Holders holders() {
        return holders;
    }

    /**
     * A lost machine of a member, switched off: an older incarnation with the same files, keys and network cards. Each
     * site has one of each member at the most.
     */
    Machine twin(int number) {
        return twins.computeIfAbsent(number, absent -> {
            Machine twin = machine(pair(), number, "old" + (number + 1), INCARNATION - 1);
            twin.systemctl("enable", "lbprov-gate", "nftables", "wg-quick@wg0", "haproxy", "lbprov-sync", "keepalived");
            twin.shell("/usr/local/sbin/lbprov-guest undrain");
            holders.listen(twin);
            return twin;
        });
    }

    /** Those that were asked for. */
    List<Machine> twins() {
        return List.copyOf(twins.values());
    }

    private Machine machine(Pair pair, int number, String name, int incarnation) {
        Member member = pair.members().get(number);
        Path root = folder.resolve(name);
        new MemberFiles(Rendered.of(pair, number), root).write(kind);
        Machine machine = opened(Machine.start(
                name, Scripts.member(member.name().value(), root, incarnation), folder.resolve(name + ".log")));
        for (Nic nic : member.nics()) {
            segment.attach(machine, nic.network().name(), nic.mac());
        }
        return machine;
    }

    private void firstBoot() {
        for (Machine member : members) {
            member.must("boot");
            if (kind == Kind.HAND_MADE) {
                member.systemctl("enable", "--now", "wg-quick@wg0", "haproxy", "keepalived");
            } else {
                member.shell("/usr/local/lib/lbprov/first-boot && /usr/local/sbin/lbprov-guest undrain");
            }
        }
    }

    /** Everything that the members wrote down, for the report of a failure. */
    String journal() {
        StringBuilder text = new StringBuilder();
        for (Machine member :
                Stream.concat(members.stream(), twins.values().stream()).toList()) {
            text.append("--- ").append(member.name()).append('\n');
            text.append(member.must("shell", Map.of("text", "tail -n 60 /run/journal")));
        }
        return text.toString();
    }

    private <T extends AutoCloseable> T opened(T thing) {
        open.push(thing);
        return thing;
    }

    @Override
    public void close() {
        closeEverything();
        Runtime.getRuntime().removeShutdownHook(lastResort);
    }

    private synchronized void closeEverything() {
        while (!open.isEmpty()) {
            try {
                open.pop().close();
            } catch (Exception e) {
                throw new IllegalStateException("could not end a machine of the bench", e);
            }
        }
        if (Files.exists(folder)) {
            Folders.delete(folder);
        }
    }
}
