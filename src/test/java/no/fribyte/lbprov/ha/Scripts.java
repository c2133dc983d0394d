package no.fribyte.lbprov.ha;

import java.nio.file.Path;
import no.fribyte.lbprov.render.Namespace;
import no.fribyte.lbprov.render.RealProgram;

/** The shell that turns fresh namespaces into a member, or into any other machine. */
final class Scripts {
    /** Programs of unpacked packages are where their packages would have put them. */
    private static final String INSTALLED = """
            set -eu
            T='%s'
            # two lower folders and no upper one: nothing can write there
            if [ -d "$T/usr" ]; then mount -t overlay -o "lowerdir=/usr:$T/usr" overlay /usr; fi
            """;

    private static final String MEMBER = """
            mount -t tmpfs -o mode=755 t /mnt
            mount -t sysfs s /sys
            mkdir /mnt/upper /mnt/work /mnt/dev /mnt/dev/net
            lower=/etc; if [ -d "$T/etc" ]; then lower=/etc:$T/etc; fi
            umount /etc/passwd /etc/group
            mount -t overlay -o "lowerdir=$lower,upperdir=/mnt/upper,workdir=/mnt/work" overlay /etc
            cp /run/passwd /etc/passwd; cp /run/group /etc/group
            # only what lbprov wrote is set: the host's own settings are nobody's business here
            rm -rf /etc/sysctl.d; mkdir /etc/sysctl.d; : > /etc/sysctl.conf
            if [ -d /usr/lib/sysctl.d ]; then mount -t tmpfs t /usr/lib/sysctl.d; fi
            cp -r "$M/etc/." /etc/
            chmod -R go-w /etc/keepalived /etc/wireguard; chmod 600 /etc/wireguard/*
            mount -t tmpfs -o mode=755 t /usr/local/sbin
            cp "$M"/usr/local/sbin/* /usr/local/sbin/
            cp '%s'/shims/* /usr/local/sbin/; chmod 755 /usr/local/sbin/*
            for node in null zero full random urandom tty net/tun; do
                touch "/mnt/dev/$node"; mount --bind "/dev/$node" "/mnt/dev/$node"
            done
            ln -s /proc/self/fd /mnt/dev/fd; mount --rbind /mnt/dev /dev
            # as cloud-init leaves them
            echo -20 > /var/lib/lbprov/drain
            echo '%d' > /var/lib/lbprov/incarnation
            set -- --log
            """;

    private static final String ANY = """
            set -eu
            mount -t proc proc /proc; mount -t tmpfs -o mode=755 t /run; mkdir -p /run/wireguard
            ip link set lo up
            """;

    private Scripts() {}

    /** A member whose files are below a folder. */
    static String member(String name, Path folder, int incarnation) {
        return INSTALLED.formatted(RealProgram.tools())
                + "M='%s'\nhostname '%s'\n".formatted(folder, name)
                + Namespace.PRELUDE
                + MEMBER.formatted(Machine.PROGRAMS, incarnation);
    }

    static String any() {
        return ANY;
    }
}
