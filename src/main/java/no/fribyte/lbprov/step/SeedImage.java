package no.fribyte.lbprov.step;

import static java.util.Objects.requireNonNull;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;

/** A member's seed as a file for a storage. It holds secrets: it prints its name and hash only. */
public final class SeedImage {
    private final String fileName;
    private final byte[] iso;

    public SeedImage(String fileName, byte[] iso) {
        this.fileName = requireNonNull(fileName, "fileName");
        this.iso = iso.clone();
    }

    public String fileName() {
        return fileName;
    }

    /** The volume it becomes on a storage. */
    public String volumeOn(String storage) {
        return storage + ":iso/" + fileName;
    }

    public byte[] iso() {
        return iso.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SeedImage seed && seed.fileName.equals(fileName) && Arrays.equals(seed.iso, iso);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(iso);
    }

    @Override
    public String toString() {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(iso);
            return fileName + " sha256:" + HexFormat.of().formatHex(hash, 0, 6);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
