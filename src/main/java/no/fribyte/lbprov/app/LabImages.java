package no.fribyte.lbprov.app;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import no.fribyte.lbprov.lab.LabMachines;
import no.fribyte.lbprov.model.ImageSource;
import no.fribyte.lbprov.problem.ExitStatus;
import no.fribyte.lbprov.problem.LbprovException;
import no.fribyte.lbprov.problem.Problem;

/** Finds the images that an inventory of the lab names; from there on they are cloud images like any other. */
final class LabImages {
    private static final String VARIABLE = "LBPROV_LAB_IMAGES";

    /** Each is read once, however many nodes have it: that takes a second. */
    private final Map<String, ImageSource> found = new HashMap<>();

    private final Path cache;
    private final Path inventory;

    LabImages(Surroundings surroundings, Path inventory) {
        this.cache = surroundings
                .variable(VARIABLE)
                .map(Path::of)
                .orElseGet(() -> surroundings.cacheDirectory().resolve("lab"));
        this.inventory = inventory;
    }

    /** An image as a node would download it; one that is not there is an error of the input. */
    ImageSource downloaded(ImageSource source) {
        return source instanceof ImageSource.LocalFile local ? found.computeIfAbsent(local.name(), this::read) : source;
    }

    private ImageSource read(String name) {
        Path file = find(name).orElseThrow(() -> missing(name));
        return new ImageSource.CloudImage(LabMachines.url(file), "sha256", digest(file));
    }

    /** A name is that of an image that {@code make lab-image} made, the last one if there are several. */
    private Optional<Path> find(String name) {
        if (name.contains("/")) {
            Path file = inventory.resolveSibling(name).normalize();
            return Optional.of(file).filter(Files::isRegularFile);
        }
        if (!Files.isDirectory(cache)) {
            return Optional.empty();
        }
        try (Stream<Path> files = Files.list(cache)) {
            return files.filter(file -> file.getFileName().toString().matches(name + "-[0-9a-f]+\\.qcow2"))
                    .max(Comparator.comparing(LabImages::changed));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot look into " + cache, e);
        }
    }

    private LbprovException missing(String name) {
        Problem problem = name.contains("/")
                ? Problem.error("there is no image "
                                + inventory.resolveSibling(name).normalize())
                        .because("%s names it".formatted(inventory.getFileName()))
                        .hint("the path of a cloud image, from the folder of the inventory")
                : Problem.error("there is no image " + name + " for the lab")
                        .because("none is in " + cache)
                        .hint("make lab-image KIND=%s, in a clone of lbprov".formatted(name));
        return new LbprovException(ExitStatus.INVALID_INPUT, problem);
    }

    private static FileTime changed(Path file) {
        try {
            return Files.getLastModifiedTime(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String digest(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            new DigestInputStream(in, sha256).transferTo(OutputStream.nullOutputStream());
            return HexFormat.of().formatHex(sha256.digest());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
