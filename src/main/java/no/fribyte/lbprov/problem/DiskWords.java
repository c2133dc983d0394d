package no.fribyte.lbprov.problem;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.Optional;

/** Says in words why a file could not be read or written: Java's own messages are names of classes, or a path alone. */
public final class DiskWords {
    private static final String UNTOLD = "there is no reason given";

    private DiskWords() {}

    public static String of(IOException failed) {
        if (failed instanceof FileSystemException odd && odd.getFile() != null) {
            return about(odd, String.valueOf(odd.getFile()));
        }
        if (failed instanceof CharacterCodingException) {
            return "it is not UTF-8";
        }
        return Optional.ofNullable(failed.getMessage()).orElse(UNTOLD);
    }

    public static String of(UncheckedIOException failed) {
        IOException cause = failed.getCause();
        return cause == null ? UNTOLD : of(cause);
    }

    private static String about(FileSystemException odd, String file) {
        if (odd instanceof AccessDeniedException) {
            return "you have no permission for " + file;
        }
        if (odd instanceof NoSuchFileException) {
            return file + " does not exist";
        }
        if (odd instanceof NotDirectoryException) {
            return file + " is no folder";
        }
        if (odd instanceof FileAlreadyExistsException) {
            return file + " is there already";
        }
        return Optional.ofNullable(odd.getReason())
                .map(reason -> file + ": " + reason)
                .orElse(file);
    }
}
