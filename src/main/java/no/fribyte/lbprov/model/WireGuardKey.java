package no.fribyte.lbprov.model;

import java.util.Base64;

/** A WireGuard public key: 32 bytes in base64. */
public record WireGuardKey(String base64) {
    public WireGuardKey {
        if (!isValid(base64)) {
            throw new IllegalArgumentException("not a WireGuard key");
        }
    }

    /** 44 characters of base64 that stand for 32 bytes, written the one canonical way. */
    public static boolean isValid(String text) {
        try {
            byte[] raw = Base64.getDecoder().decode(text);
            return raw.length == 32 && Base64.getEncoder().encodeToString(raw).equals(text);
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    @Override
    public String toString() {
        return base64;
    }
}
