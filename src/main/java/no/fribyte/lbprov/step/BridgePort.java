package no.fribyte.lbprov.step;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import no.fribyte.lbprov.model.Network;
import no.fribyte.lbprov.model.NodeName;
import no.fribyte.lbprov.proxmox.PropertyString;

/**
 * Where a network card is plugged in, which the token must be allowed to use.
 *
 * @param vlan the tag, if there is one
 */
public record BridgePort(String bridge, Optional<String> vlan) {
    public BridgePort {
        requireNonNull(bridge, "bridge");
        requireNonNull(vlan, "vlan");
    }

    public static BridgePort of(Network network) {
        return new BridgePort(network.bridge(), network.vlan().map(tag -> Integer.toString(tag)));
    }

    /** That of a NIC as a VM's configuration writes it; a NIC may have none. */
    public static Optional<BridgePort> of(PropertyString nic) {
        return nic.value("bridge").map(bridge -> new BridgePort(bridge, nic.value("tag")));
    }

    /** A right on the tag alone suffices; one on the bridge covers its tags. */
    public Right right(NodeName node) {
        String path = "/sdn/zones/localnetwork/" + bridge;
        List<String> paths = vlan.map(tag -> List.of(path + "/" + tag, path)).orElse(List.of(path));
        return new Right(node, paths, Set.of("SDN.Use"));
    }
}
