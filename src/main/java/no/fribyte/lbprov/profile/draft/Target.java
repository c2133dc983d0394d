package no.fribyte.lbprov.profile.draft;

import java.util.List;
import no.fribyte.lbprov.profile.yaml.MappingType;
import no.fribyte.lbprov.profile.yaml.Named;
import no.fribyte.lbprov.profile.yaml.Placed;
import no.fribyte.lbprov.profile.yaml.Shape;
import no.fribyte.lbprov.profile.yaml.TextOrMapping;
import no.fribyte.lbprov.profile.yaml.TextType;
import no.fribyte.lbprov.profile.yaml.Type;

/** Where a service sends its connections. */
public sealed interface Target {
    /** The servers of a backend. */
    record Backend(String name) implements Target {}

    /** Servers of its own. */
    record Servers(List<Named<Placed<ServerDraft>>> servers) implements Target {
        public Servers {
            servers = List.copyOf(servers);
        }
    }

    /** A backend's name, or servers. */
    static Type<Target> type() {
        TextType<String> name = Formats.plainName("the name of a backend", "masters");
        TextType<Target> backend = name.map(Backend::new);
        Shape shape = Shape.ofNames("servers by name", ServerDraft.NAMES);
        return new TextOrMapping<>(
                backend, new MappingType<Target>(shape, section -> new Servers(section.rest(ServerDraft.NAMES))));
    }
}
