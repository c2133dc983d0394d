package no.fribyte.lbprov.ha;

import java.nio.file.Path;

/**
 * Everybody around the pair.
 *
 * @param client on the public network
 * @param sender a VPN member that always sends
 * @param idle a VPN member that only answers
 * @param web three servers of the services
 * @param store another server, which also stands on the public network, for the control
 */
record Neighbours(Machine client, Machine sender, Machine idle, Machine web, Machine store) {
    /** Throw-away keys; their public halves are in the bench's profile. */
    private static final String SENDER = "SKEBDuEC2klx4cV6RRaNcCTWvTEKjy8XSbQ4OtxVyUY=";

    private static final String IDLE = "sITmuvAwCfX1bOo6I1iI6YKwtbwUDkJngCNdPwYzIEM=";

    static Neighbours start(Path folder) {
        return new Neighbours(
                machine("client", folder),
                machine("sender", folder),
                machine("idle", folder),
                machine("web", folder),
                machine("store", folder));
    }

    private static Machine machine(String name, Path folder) {
        return Machine.start(name, Scripts.any(), folder.resolve(name + ".log"));
    }

    void connect(Segment segment, String serverKey) {
        place(segment, client, "public", "198.51.100.99/24", "2001:db8:1::99/64");
        place(segment, web, "nat", "203.0.113.21/24", "203.0.113.22/24", "2001:db8:2::21/64");
        place(segment, store, "nat", "203.0.113.31/24", "2001:db8:2::31/64");
        place(segment, store, "public", "198.51.100.31/24");
        vpn(segment, sender, "198.51.100.97/24", SENDER, "20", serverKey);
        vpn(segment, idle, "198.51.100.98/24", IDLE, "21", serverKey);
        serve();
        serveOn(store, "203.0.113.31/8080 198.51.100.31/8080");
        serveOn(idle, "10.9.0.21/8080");
    }

    /** Starts the servers of the web services. */
    void serve() {
        serveOn(web, "203.0.113.21/8080 203.0.113.22/8080 2001:db8:2::21/8080");
    }

    /** Ends them. */
    void stopServing(Machine server) {
        server.shell("kill -9 $(cat /run/server.pid)");
    }

    void serveStore() {
        serveOn(store, "203.0.113.31/8080 198.51.100.31/8080");
    }

    private static void serveOn(Machine machine, String places) {
        machine.shell(
                "ulimit -n 8192; python3 -B '%s' %s > /run/server.log 2>&1 < /dev/null & echo $! > /run/server.pid"
                        .formatted(Machine.PROGRAMS.resolve("server.py"), places));
    }

    private static void place(Segment segment, Machine machine, String network, String... addresses) {
        segment.attach(machine, network);
        machine.shell("ip link set %s up".formatted(network));
        for (String address : addresses) {
            machine.shell(
                    "ip address add %s dev %s %s".formatted(address, network, address.contains(":") ? "nodad" : ""));
        }
    }

    private static void vpn(
            Segment segment, Machine machine, String address, String key, String number, String serverKey) {
        place(segment, machine, "public", address);
        machine.shell("""
                set -e
                ip link add wg0 type wireguard 2>/dev/null || wireguard-go wg0 > /dev/null 2>&1
                umask 077; echo %s > /run/key
                wg set wg0 private-key /run/key peer %s endpoint 198.51.100.10:51871 \\
                    allowed-ips 10.9.0.0/24,2001:db8:9::/64 persistent-keepalive 25
                ip address add 10.9.0.%s/24 dev wg0; ip address add 2001:db8:9::%s/64 dev wg0 nodad
                ip link set wg0 up
                """.formatted(key, serverKey, number, number));
    }
}
