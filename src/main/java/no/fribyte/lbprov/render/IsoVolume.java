package no.fribyte.lbprov.render;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/** The descriptors at the head of an image and the path tables, which here name only the root. */
record IsoVolume(String label, int sectors, Instant time) {
    private static final int PRIMARY = 1;
    private static final int SUPPLEMENTARY = 2;
    private static final int TERMINATOR = 255;
    private static final int PATH_TABLE_SIZE = 10;

    /** Joliet level 3: names in UCS-2. */
    private static final String JOLIET_ESCAPE = "%/E";

    IsoVolume {
        if (label.length() > 16) {
            throw new IllegalArgumentException("a Joliet label has at most 16 characters, not '" + label + "'");
        }
    }

    byte[] primary(IsoDirectory root, int pathTables) {
        return descriptor(PRIMARY, root, pathTables, StandardCharsets.US_ASCII, "");
    }

    byte[] joliet(IsoDirectory root, int pathTables) {
        return descriptor(SUPPLEMENTARY, root, pathTables, StandardCharsets.UTF_16BE, JOLIET_ESCAPE);
    }

    static byte[] terminator() {
        return head(TERMINATOR).padTo(IsoImage.SECTOR).toByteArray();
    }

    static byte[] littleEndianPaths(IsoDirectory root) {
        IsoBytes table = new IsoBytes().octet(1).octet(0).little32(root.sector());
        return table.octet(1).octet(0).octet(0).octet(0).padTo(IsoImage.SECTOR).toByteArray();
    }

    static byte[] bigEndianPaths(IsoDirectory root) {
        IsoBytes table = new IsoBytes().octet(1).octet(0).big32(root.sector());
        return table.octet(0).octet(1).octet(0).octet(0).padTo(IsoImage.SECTOR).toByteArray();
    }

    private byte[] descriptor(int type, IsoDirectory root, int pathTables, Charset charset, String escape) {
        IsoBytes out = head(type).octet(0);
        out.field("LINUX", 32, charset).field(label, 32, charset).zeros(8);
        out.both32(sectors).ascii(escape).zeros(32 - escape.length());
        out.both16(1).both16(1).both16(IsoImage.SECTOR).both32(PATH_TABLE_SIZE);
        out.little32(pathTables).little32(0).big32(pathTables + 1).big32(0);
        out.raw(root.rootRecord());
        out.field("", 128, charset).field("", 128, charset).field("", 128, charset);
        out.field("LBPROV", 128, charset);
        out.field("", 37, charset).field("", 37, charset).field("", 37, charset);
        out.longTime(time).longTime(time).ascii("0".repeat(16)).octet(0).longTime(time);
        return out.octet(1).padTo(IsoImage.SECTOR).toByteArray();
    }

    private static IsoBytes head(int type) {
        return new IsoBytes().octet(type).ascii("CD001").octet(1);
    }
}
