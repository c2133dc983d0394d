package no.fribyte.lbprov.profile.draft;

import java.util.Optional;
import no.fribyte.lbprov.profile.yaml.Key;
import no.fribyte.lbprov.profile.yaml.Placed;
import no.fribyte.lbprov.profile.yaml.Section;
import no.fribyte.lbprov.profile.yaml.TextType;

/** What an inventory says for all nodes, and a node may say otherwise. */
public record NodeSettings(
        Optional<String> socks,
        Optional<TlsDraft> tls,
        Optional<TokenDraft> token,
        StoragesDraft storages,
        ImagesDraft images) {
    static final Key<String> SOCKS = new Key<>(
            "socks",
            TextType.matching(
                    "a SOCKS proxy",
                    "127.0.0.1:1080",
                    "([A-Za-z0-9.-]+|\\[[0-9A-Fa-f:]+\\]):[1-9][0-9]{0,4}",
                    "it is host:port"),
            "A SOCKS proxy the API is reached through, host:port; none when left out.");
    static final Key<TlsDraft> TLS = new Key<>("tls", TlsDraft.TYPE, "How the nodes' certificates are verified.");
    static final Key<TokenDraft> TOKEN = new Key<>("token", TokenDraft.TYPE, "The API token.");
    static final Key<StoragesDraft> STORAGES =
            new Key<>("storages", StoragesDraft.TYPE, "The storages that lbprov uses on a node.");
    static final Key<ImagesDraft> IMAGES =
            new Key<>("images", ImagesDraft.TYPE, "Where a member's disk comes from, by operating system.");

    static NodeSettings read(Section section) {
        return new NodeSettings(
                section.find(SOCKS).map(Placed::value),
                section.find(TLS).map(Placed::value),
                section.find(TOKEN).map(Placed::value),
                section.find(STORAGES).map(Placed::value).orElse(StoragesDraft.NONE),
                section.find(IMAGES).map(Placed::value).orElse(ImagesDraft.NONE));
    }

    /** These settings where they say something, else the defaults. */
    NodeSettings over(NodeSettings defaults) {
        return new NodeSettings(
                socks.or(defaults::socks),
                tls.or(defaults::tls),
                token.or(defaults::token),
                storages.over(defaults.storages),
                images.over(defaults.images));
    }
}
