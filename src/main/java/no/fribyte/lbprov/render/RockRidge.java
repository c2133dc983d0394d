package no.fribyte.lbprov.render;

import java.time.Instant;

/** The Rock Ridge fields of a directory record, which give Linux real names, modes and times. */
final class RockRidge {
    private static final String EXTENSION = "RRIP_1991A";
    private static final String DESCRIPTION =
            "THE ROCK RIDGE INTERCHANGE PROTOCOL PROVIDES SUPPORT FOR POSIX FILE SYSTEM SEMANTICS";

    /** Nobody but root reads a seed: it holds the keys of a member. */
    private static final int FILE_MODE = 0100400;

    private static final int DIRECTORY_MODE = 0040500;

    private RockRidge() {}

    static byte[] file(String name, Instant time) {
        IsoBytes fields = new IsoBytes();
        attributes(fields, FILE_MODE, 1, time);
        return fields.ascii("NM")
                .octet(5 + name.length())
                .octet(1)
                .octet(0)
                .ascii(name)
                .toByteArray();
    }

    static byte[] directory(Instant time) {
        return attributes(new IsoBytes(), DIRECTORY_MODE, 2, time).toByteArray();
    }

    /** The root's own entry also announces that Rock Ridge is there (SP first, ER last). */
    static byte[] root(Instant time) {
        IsoBytes fields = new IsoBytes()
                .ascii("SP")
                .octet(7)
                .octet(1)
                .octet(0xBE)
                .octet(0xEF)
                .octet(0);
        attributes(fields, DIRECTORY_MODE, 2, time);
        fields.ascii("ER").octet(8 + EXTENSION.length() + DESCRIPTION.length()).octet(1);
        fields.octet(EXTENSION.length()).octet(DESCRIPTION.length()).octet(0).octet(1);
        return fields.ascii(EXTENSION).ascii(DESCRIPTION).toByteArray();
    }

    private static IsoBytes attributes(IsoBytes fields, int mode, int links, Instant time) {
        fields.ascii("PX").octet(36).octet(1).both32(mode).both32(links);
        fields.both32(0).both32(0); // owner and group: root
        int modifiedAccessedChanged = 0b1110;
        fields.ascii("TF").octet(26).octet(1).octet(modifiedAccessedChanged);
        return fields.shortTime(time).shortTime(time).shortTime(time);
    }
}
