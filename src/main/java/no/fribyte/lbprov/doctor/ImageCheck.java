package no.fribyte.lbprov.doctor;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import no.fribyte.lbprov.model.ImageSource;
import no.fribyte.lbprov.plan.Preconditions;
import no.fribyte.lbprov.problem.Problem;
import no.fribyte.lbprov.step.Right;

/** Whether there is something to make a member's disk of. */
final class ImageCheck {
    private ImageCheck() {}

    static Section section(Facts facts) {
        List<Finding> findings = new ArrayList<>();
        for (NodeFacts node : facts.answering()) {
            node.home().ifPresent(home -> findings.add(on(facts, node, home)));
        }
        return new Section("image", findings);
    }

    private static Finding on(Facts facts, NodeFacts node, NodeFacts.Home home) {
        Preconditions conditions = new Preconditions(facts.pair().guest().os(), node.node(), home.seen());
        Optional<ImageSource> source = conditions.source();
        if (source.isPresent() && source.get() instanceof ImageSource.CloudImage image) {
            return cloud(facts, node, home, image);
        }
        if (source.isPresent() && source.get() instanceof ImageSource.Template template) {
            Right look = Right.on(node.name(), "/vms/" + template.id(), "VM.Audit");
            boolean visible = facts.rightsOn(node.name())
                    .map(rights -> rights.isGiven(look))
                    .orElse(true);
            if (!visible) {
                return Finding.of(
                        Problem.warning("template %s on %s cannot be seen".formatted(template.id(), node.name()))
                                .because("it is not there, or the token lacks VM.Audit on it: see its rights"));
            }
        }
        return conditions
                .image()
                .map(Finding::of)
                .orElseGet(() -> Finding.ok("%s: its template is there".formatted(node.name())));
    }

    private static Finding cloud(Facts facts, NodeFacts node, NodeFacts.Home home, ImageSource.CloudImage image) {
        String name = image.fileName(facts.pair().guest().os());
        String volume = "%s:import/%s".formatted(node.node().storages().image(), name);
        if (home.seen().volumes().contains(volume)) {
            return Finding.ok("%s: %s is there".formatted(node.name(), volume));
        }
        return Finding.ok("%s: will download %s from %s, and hold it against its %s checksum"
                .formatted(node.name(), name, host(image.url()), image.algorithm()));
    }

    private static String host(String url) {
        return Optional.ofNullable(URI.create(url).getHost()).orElse(url);
    }
}
