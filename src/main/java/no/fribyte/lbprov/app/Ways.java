package no.fribyte.lbprov.app;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import no.fribyte.lbprov.doctor.Way;
import no.fribyte.lbprov.model.IpAddress;
import no.fribyte.lbprov.proxmox.Endpoint;
import no.fribyte.lbprov.proxmox.ProxmoxClient;
import no.fribyte.lbprov.proxmox.Sight;

/**
 * Tries every way to a node.
 *
 * @param names gives the addresses of a host, none when it has none
 */
record Ways(Function<String, List<IpAddress>> names) {
    static Ways ofThisMachine() {
        return new Ways(Ways::lookedUp);
    }

    NodeWays to(ProxmoxClient client) {
        Endpoint endpoint = client.endpoint();
        List<Way> ways = client.sights().stream()
                .map(sight -> new Way(sight, names.apply(host(endpoint, sight))))
                .toList();
        return new NodeWays(endpoint, ways);
    }

    /** Behind a proxy only the proxy knows where it goes on to. */
    private static String host(Endpoint endpoint, Sight sight) {
        return endpoint.socksProxy()
                .map(proxy -> proxy.getHostString())
                .orElseGet(() -> sight.address().host());
    }

    private static List<IpAddress> lookedUp(String host) {
        try {
            return Arrays.stream(InetAddress.getAllByName(host))
                    .map(IpAddress::new)
                    .toList();
        } catch (UnknownHostException unknown) {
            return List.of();
        }
    }
}
