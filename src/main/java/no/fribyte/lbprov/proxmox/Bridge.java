package no.fribyte.lbprov.proxmox;

import static java.util.Objects.requireNonNull;

/** A bridge of a node; {@code vlanAware} bridges take a VLAN tag per NIC. */
public record Bridge(String name, boolean active, boolean vlanAware) {
    public Bridge {
        requireNonNull(name, "name");
    }

    static Bridge of(Row row) {
        return new Bridge(row.need("iface"), row.flag("active"), row.flag("bridge_vlan_aware"));
    }
}
