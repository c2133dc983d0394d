package no.fribyte.lbprov.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlaceTest {
    @TempDir
    Path folder;

    @Test
    void a_file_that_is_not_there_says_nothing() throws IOException {
        Path file = folder.resolve("disk.pid");
        assertThat(Place.read(file)).isEmpty();
        Files.writeString(file, "1\n");
        assertThat(Place.read(file)).contains("1\n");
    }

    /** A QEMU that ends deletes its pidfile while somebody waits for that. */
    @Test
    void a_file_that_goes_while_it_is_read_says_nothing() throws IOException, InterruptedException {
        Path file = folder.resolve("disk.pid");
        AtomicBoolean enough = new AtomicBoolean();
        Thread coming = new Thread(() -> comeAndGo(file, enough));
        coming.start();
        try {
            assertThatCode(() -> {
                        for (int i = 0; i < 20_000; i++) {
                            Place.read(file);
                        }
                    })
                    .doesNotThrowAnyException();
        } finally {
            enough.set(true);
            coming.join();
        }
    }

    private static void comeAndGo(Path file, AtomicBoolean enough) {
        while (!enough.get()) {
            Place.replace(file, "1");
            Place.delete(file);
        }
    }
}
