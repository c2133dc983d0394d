package no.fribyte.lbprov.model;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.UUID;

/**
 * What makes a VM the same machine to everyone who knew it, derived from names alone. The derivation is frozen: changing
 * it would make lbprov disown every VM it ever made.
 */
public final class Identity {
    private Identity() {}

    /**
     * The SMBIOS uuid of one VM of a member.
     *
     * @param incarnation 1 for the first VM, one more at each rebuild
     */
    public static UUID uuid(PairName pair, MemberName member, int incarnation) {
        return uuid("lbprov uuid 1\n" + pair + "\n" + member + "\n" + incarnation);
    }

    /** The SMBIOS uuid of a template, and of the VM that becomes it. */
    public static UUID templateUuid(TemplateMarker marker) {
        return uuid("lbprov template uuid 1\n" + marker.machine() + "\n" + marker.vmId() + "\n" + marker.image());
    }

    /** The MAC of a VM that is being baked. */
    public static MacAddress templateMac(TemplateMarker marker) {
        return mac("lbprov template mac 1\n" + marker.machine() + "\n" + marker.vmId());
    }

    private static UUID uuid(String text) {
        ByteBuffer hash = ByteBuffer.wrap(sha256(text));
        // RFC 9562 version 8: a hash of our own choice, with the version and variant bits in place
        long high = (hash.getLong() & 0xffff_ffff_ffff_0fffL) | 0x8000L;
        long low = (hash.getLong() & 0x3fff_ffff_ffff_ffffL) | 0x8000_0000_0000_0000L;
        return new UUID(high, low);
    }

    /** The MAC of a member on a network, the same over all its VMs: locally administered, unicast. */
    public static MacAddress mac(PairName pair, MemberName member, String network) {
        return mac("lbprov mac 1\n" + pair + "\n" + member + "\n" + network);
    }

    private static MacAddress mac(String text) {
        byte[] hash = sha256(text);
        hash[0] = 0x02;
        return new MacAddress(HexFormat.ofDelimiter(":").withUpperCase().formatHex(hash, 0, 6));
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
