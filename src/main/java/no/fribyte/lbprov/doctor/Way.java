package no.fribyte.lbprov.doctor;

import static java.util.Objects.requireNonNull;

import java.util.List;
import no.fribyte.lbprov.model.IpAddress;
import no.fribyte.lbprov.proxmox.Sight;

/**
 * One way to a node.
 *
 * @param leadsTo where the first connection goes: what its host resolves to, or that of the proxy
 */
public record Way(Sight sight, List<IpAddress> leadsTo) {
    public Way {
        requireNonNull(sight, "sight");
        leadsTo = List.copyOf(leadsTo);
    }
}
