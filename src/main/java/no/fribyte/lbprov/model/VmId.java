package no.fribyte.lbprov.model;

/** The number of a VM, unique in a cluster; Proxmox takes 100 to 999999999. */
public record VmId(int number) implements Comparable<VmId> {
    public VmId {
        if (number < 100 || number > 999_999_999) {
            throw new IllegalArgumentException("a VMID is a number from 100 to 999999999, not " + number);
        }
    }

    @Override
    public int compareTo(VmId other) {
        return Integer.compare(number, other.number);
    }

    @Override
    public String toString() {
        return Integer.toString(number);
    }
}
