package no.fribyte.lbprov.ha;

import java.util.List;
import no.fribyte.lbprov.model.MacAddress;
import no.fribyte.lbprov.render.RealProgram;

/** The two layer-2 networks, each a bridge, in a machine of their own; the bridges hold the gateways' addresses. */
record Segment(Machine machine) {
    void build() {
        machine.shell("""
                set -e
                # a port that was taken out of its bridge would answer for the gateway by itself, and nobody be cut off
                echo 1 > /proc/sys/net/ipv4/conf/all/arp_ignore
                for network in public nat; do
                    ip link add "br$network" type bridge forward_delay 0 mcast_snooping 0
                    ip link set "br$network" up
                done
                ip address add 198.51.100.1/24 dev brpublic
                ip address add 2001:db8:1::1/64 dev brpublic nodad
                """);
    }

    /** Gives a machine a card in a network, named after the network. */
    void attach(Machine other, String network) {
        fromHost("link", "add", port(other, network), "type", "veth", "peer", "name", network, "netns", other.pid());
        machine.shell("ip link set %1$s up; ip link set %1$s master br%2$s".formatted(port(other, network), network));
    }

    void attach(Machine other, String network, MacAddress mac) {
        attach(other, network);
        other.shell("ip link set %s address %s".formatted(network, mac));
    }

    /** The machine hears and is heard no more; its cards keep their carrier, as on a bridge of a hypervisor. */
    void cut(Machine member) {
        machine.shell("ip link set %s nomaster; ip link set %s nomaster"
                .formatted(port(member, "public"), port(member, "nat")));
    }

    void join(Machine member) {
        machine.shell("ip link set %s master brpublic; ip link set %s master brnat"
                .formatted(port(member, "public"), port(member, "nat")));
    }

    /** By a process of the host's, which alone knows every machine's number. */
    private void fromHost(Object... words) {
        Object[] all = new Object[words.length + 3];
        all[0] = "--net=/proc/%d/ns/net".formatted(machine.pid());
        all[1] = "--";
        all[2] = "ip";
        System.arraycopy(words, 0, all, 3, words.length);
        RealProgram.Answer answer = RealProgram.named("nsenter").run(all);
        if (answer.status() != 0) {
            throw new IllegalStateException(List.of(words) + ": " + answer.text());
        }
    }

    private static String port(Machine other, String network) {
        return other.name() + "-" + network.charAt(0);
    }
}
