package no.fribyte.lbprov.render;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import no.fribyte.lbprov.model.Network;
import no.fribyte.lbprov.model.Nic;
import org.junit.jupiter.api.Assumptions;

/**
 * A network, mount and process namespace that looks like a member: its interfaces and files are there, and whatever a
 * script starts in it ends with it. The host notices nothing.
 */
public record Namespace(Rendered member, Path folder) {
    /** Shell that makes a fresh mount namespace look like a member; {@code $M} is where the member's files are. */
    public static final String PRELUDE = """
            set -eu
            mount -t proc proc /proc
            mount -t tmpfs -o mode=755 t /run; mount -t tmpfs -o mode=755 t /var/lib
            mount -t tmpfs -o mode=755 t /usr/local/lib
            mkdir -p /run/haproxy /run/wireguard /var/lib/haproxy /var/lib/lbprov
            cp -r "$M/usr/local/lib/lbprov" /usr/local/lib/
            echo 1 > /run/haproxy/servers
            # the user and group that haproxy's package would have made
            cp /etc/passwd /etc/group /run/
            grep -q ^haproxy: /run/passwd || echo 'haproxy:x:991:991::/var/lib/haproxy:/usr/sbin/nologin' >> /run/passwd
            grep -q ^haproxy: /run/group || echo 'haproxy:x:991:' >> /run/group
            mount --bind /run/passwd /etc/passwd; mount --bind /run/group /etc/group
            ip link set lo up
            card() { ip link add "$1" type veth peer name "x$1"; ip link set "x$1" up; ip link set "$1" up; }
            """;

    /** A namespace for a member, or a skipped test and a loud line where this user cannot make one. */
    static Namespace of(Rendered member, Path folder) {
        needsRoot();
        member.writeTo(folder);
        return new Namespace(member, folder);
    }

    /** Skips the test, with a loud line, where this user cannot make a namespace. */
    public static void needsRoot() {
        boolean root = RealProgram.named("id").run("-u").text().equals("0\n");
        if (!root) {
            System.err.println(
                    "SKIPPED: only root can make a network namespace, so the member's programs judged nothing");
        }
        Assumptions.assumeTrue(root, "not root");
    }

    /** Runs lines of shell in it; {@code $M} is where the member's files are. */
    RealProgram.Answer run(String lines) {
        StringBuilder script = new StringBuilder("M='%s'\n%s".formatted(folder, PRELUDE));
        for (Nic nic : member.member().nics()) {
            Network network = nic.network();
            script.append("card %s\n".formatted(network.name()));
            nic.addresses()
                    .forEach(address -> script.append(
                            "ip address add %s/%d dev %s\n".formatted(address, nic.prefixOf(address), network.name())));
        }
        Path file = folder.resolve("script");
        try {
            Files.writeString(file, script + lines);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return RealProgram.named("unshare").run("-m", "-n", "-p", "--fork", "--kill-child", "bash", file);
    }

    /** As {@link #run}, naming programs first, so that a missing one skips the test. */
    RealProgram.Answer run(List<String> programs, String lines) {
        StringBuilder names = new StringBuilder();
        for (String program : programs) {
            String variable = program.replace('-', '_');
            names.append(
                    "%s='%s'\n".formatted(variable, RealProgram.named(program).path()));
        }
        return run(names + lines);
    }
}
