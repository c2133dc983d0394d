package no.fribyte.lbprov.model;

/** The name of a member, also its VM name and host name: one DNS label. */
public record MemberName(String value) implements Comparable<MemberName> {
    public MemberName {
        if (!DnsLabel.isValid(value)) {
            throw new IllegalArgumentException("a member name is one DNS label, not '" + value + "'");
        }
    }

    @Override
    public int compareTo(MemberName other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
