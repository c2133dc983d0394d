package no.fribyte.lbprov.proxmox;

import static java.util.Objects.requireNonNull;

import java.util.Set;
import java.util.TreeSet;

/**
 * A storage as one node sees it.
 *
 * @param content the types it takes, such as {@code iso}, {@code images}, {@code import}
 * @param shared its content is the same on every node; otherwise the same name means another place on each
 * @param available free bytes, 0 when unknown
 */
public record StorageStatus(
        String name,
        String type,
        Set<String> content,
        boolean active,
        boolean enabled,
        boolean shared,
        long available,
        long total) {

    public StorageStatus {
        requireNonNull(name, "name");
        content = Set.copyOf(content);
    }

    public boolean takes(String contentType) {
        return content.contains(contentType);
    }

    static StorageStatus of(Row row) {
        Set<String> content = new TreeSet<>(Words.of(row.text("content").orElse("")));
        return new StorageStatus(
                row.need("storage"),
                row.text("type").orElse("unknown"),
                content,
                row.flag("active"),
                row.flag("enabled"),
                row.flag("shared"),
                row.number("avail").orElse(0),
                row.number("total").orElse(0));
    }
}
