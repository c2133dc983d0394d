package no.fribyte.lbprov.model;

/** The name of a pair: one DNS label, since host names and file names are made of it. */
public record PairName(String value) implements Comparable<PairName> {
    public PairName {
        if (!DnsLabel.isValid(value)) {
            throw new IllegalArgumentException("a pair name is one DNS label, not '" + value + "'");
        }
    }

    @Override
    public int compareTo(PairName other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
