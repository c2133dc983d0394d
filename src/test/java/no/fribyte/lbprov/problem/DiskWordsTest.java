package no.fribyte.lbprov.problem;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** What people read when the disk refuses. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class DiskWordsTest {
    @Test
    void the_reason_is_told_without_the_name_of_a_java_class() {
        assertThat(DiskWords.of(new AccessDeniedException("/x"))).isEqualTo("you have no permission for /x");
        assertThat(DiskWords.of(new NoSuchFileException("/x"))).isEqualTo("/x does not exist");
        assertThat(DiskWords.of(new NotDirectoryException("/x"))).isEqualTo("/x is no folder");
        assertThat(DiskWords.of(new FileSystemException("/x", null, "No space left on device")))
                .isEqualTo("/x: No space left on device");
        assertThat(DiskWords.of(new MalformedInputException(1))).isEqualTo("it is not UTF-8");
        assertThat(DiskWords.of(new UncheckedIOException(new IOException("Broken pipe"))))
                .isEqualTo("Broken pipe");
    }
}
