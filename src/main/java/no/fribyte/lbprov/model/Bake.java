package no.fribyte.lbprov.model;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Optional;

/**
 * How a template is baked at a place: where its VM is plugged in meanwhile, and where its packages come from.
 *
 * @param network of the VM; it has subnets only if it has addresses
 * @param addresses of the VM, one node's after the other's; DHCP when there is none
 * @param aptMirror the Debian or Ubuntu mirror to install from
 * @param aptProxy the HTTP proxy apt goes through
 */
public record Bake(Network network, List<IpAddress> addresses, Optional<String> aptMirror, Optional<String> aptProxy) {
    public Bake {
        requireNonNull(network, "network");
        addresses = List.copyOf(addresses);
        requireNonNull(aptMirror, "aptMirror");
        requireNonNull(aptProxy, "aptProxy");
    }
}
