package no.fribyte.lbprov.model;

/** The name of a Proxmox VE node: one DNS label. */
public record NodeName(String value) implements Comparable<NodeName> {
    public NodeName {
        if (!DnsLabel.isValid(value)) {
            throw new IllegalArgumentException("a node name is one DNS label, not '" + value + "'");
        }
    }

    @Override
    public int compareTo(NodeName other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
