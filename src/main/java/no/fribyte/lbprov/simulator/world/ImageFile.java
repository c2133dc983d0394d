package no.fribyte.lbprov.simulator.world;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collection;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What can be said of a file that was received. */
public final class ImageFile {
    private static final int QCOW2_MAGIC = 0x514649fb;
    private static final Map<String, String> ALGORITHMS = Map.of(
            "md5", "MD5",
            "sha1", "SHA-1",
            "sha224", "SHA-224",
            "sha256", "SHA-256",
            "sha384", "SHA-384",
            "sha512", "SHA-512");

    private ImageFile() {}

    public static long bytes(Path file) {
        try {
            return Files.size(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A qcow2 image says in its header how large the disk in it is; anything else is the disk. */
    public static long virtualBytes(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            ByteBuffer head = ByteBuffer.wrap(in.readNBytes(32));
            return head.limit() == 32 && head.getInt(0) == QCOW2_MAGIC ? head.getLong(24) : Files.size(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Digests in hex, by the names that Proxmox gives the algorithms; one that it does not know is left out. */
    public static Map<String, String> checksums(Path file, Collection<String> wanted) {
        Map<String, String> checksums = new TreeMap<>();
        wanted.forEach(name -> Optional.ofNullable(ALGORITHMS.get(name))
                .ifPresent(algorithm -> checksums.put(name, checksum(file, algorithm))));
        return checksums;
    }

    private static String checksum(Path file, String algorithm) {
        try (InputStream in = Files.newInputStream(file)) {
            MessageDigest digest = MessageDigest.getInstance(algorithm);
            byte[] buffer = new byte[64 * 1024];
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                digest.update(buffer, 0, count);
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
