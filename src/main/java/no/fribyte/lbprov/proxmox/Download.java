package no.fribyte.lbprov.proxmox;

import static java.util.Objects.requireNonNull;

import java.util.Locale;

/**
 * A file that a node is to fetch by itself.
 *
 * @param content {@code import} for a disk image
 * @param algorithm of the checksum: without one an existing file of the name would be an error, with it nothing is done
 */
public record Download(String url, String content, String fileName, String algorithm, String checksum) {
    public Download {
        requireNonNull(url, "url");
        requireNonNull(content, "content");
        requireNonNull(fileName, "fileName");
        algorithm = algorithm.toLowerCase(Locale.ROOT);
        requireNonNull(checksum, "checksum");
    }

    Form form() {
        return Form.empty()
                .with("url", url)
                .with("content", content)
                .with("filename", fileName)
                .with("checksum-algorithm", algorithm)
                .with("checksum", checksum);
    }
}
