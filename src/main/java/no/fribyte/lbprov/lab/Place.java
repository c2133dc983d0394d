package no.fribyte.lbprov.lab;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import no.fribyte.lbprov.simulator.world.PrivateFiles;

/**
 * Where a lab keeps everything.
 *
 * @param directory what outlives a reboot of the host
 * @param run sockets, locks and pidfiles; elsewhere if the path is too long for the address of a UNIX socket
 */
record Place(Path directory, Path run) {
    /** Of the 107 bytes of a socket's address: 40 for a name, 8 for its ending, and the rest is here. */
    private static final int LONGEST_RUN = 58;

    private static final int LONGEST_NAME = 40;

    static Place in(Path directory) {
        Path absolute = directory.toAbsolutePath().normalize();
        Path inside = absolute.resolve("run");
        boolean fits = inside.toString().getBytes(UTF_8).length <= LONGEST_RUN;
        Place place = new Place(absolute, fits ? inside : Path.of("/run/lbprov-lab-" + hash(absolute.toString())));
        try {
            PrivateFiles.directory(absolute);
            PrivateFiles.directory(place.run());
            for (String folder : List.of("disks", "images", "logs")) {
                PrivateFiles.directory(absolute.resolve(folder));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot make the lab's directory", e);
        }
        return place;
    }

    /** Tells this lab's network from that of others on the same host. */
    String id() {
        return hash(directory.toString());
    }

    Path disk(String diskId) {
        return directory.resolve("disks").resolve(diskId + ".qcow2");
    }

    Path images() {
        return directory.resolve("images");
    }

    Path log(String diskId) {
        return directory.resolve("logs").resolve(diskId + ".log");
    }

    Path pidfile(String diskId) {
        return run(diskId, ".pid");
    }

    Path monitor(String diskId) {
        return run(diskId, ".qmp");
    }

    Path agent(String diskId) {
        return run(diskId, ".qga");
    }

    Path console(String diskId) {
        return run(diskId, ".serial");
    }

    Path machine(String diskId) {
        return run(diskId, ".json");
    }

    Path lock(String name) {
        return run(name, ".lock");
    }

    /** Removes what the machine that had a disk left behind. */
    void forget(String diskId) {
        List.of(pidfile(diskId), monitor(diskId), agent(diskId), console(diskId), machine(diskId))
                .forEach(Place::delete);
        List.of(".power", ".qmp", ".qga").forEach(lock -> delete(lock(diskId + lock)));
    }

    private Path run(String name, String ending) {
        return run.resolve((name.getBytes(UTF_8).length > LONGEST_NAME ? hash(name) : name) + ending);
    }

    /** Eight characters that stand for a text. */
    static String hash(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8));
            return HexFormat.of().formatHex(digest, 0, 4);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What a file says; nothing if there is none, or none any more: QEMU deletes its pidfile as it ends. */
    static Optional<String> read(Path file) {
        try {
            return Optional.of(Files.readString(file));
        } catch (NoSuchFileException absent) {
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        }
    }

    /** Writes a file so that a reader sees the old or the new one. */
    static void replace(Path file, String text) {
        try {
            Path fresh = file.resolveSibling(file.getFileName() + ".new");
            PrivateFiles.write(fresh, text.getBytes(UTF_8));
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file, e);
        }
    }

    static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot delete " + file, e);
        }
    }

    static void deleteAll(Path top) {
        if (!Files.exists(top)) {
            return;
        }
        try (Stream<Path> walk = Files.walk(top)) {
            walk.sorted(Comparator.reverseOrder()).forEach(Place::delete);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot delete " + top, e);
        }
    }
}
