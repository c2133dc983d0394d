package no.fribyte.lbprov.doctor;

import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import no.fribyte.lbprov.model.GuestOs;
import no.fribyte.lbprov.model.ImageSource;
import no.fribyte.lbprov.plan.OwnTemplate;
import no.fribyte.lbprov.problem.Problem;

/** Whether a member that is lost at night can be made anew without a mirror: only where templates are baked at all. */
final class TemplateCheck {
    /** By then its packages have seen a round of security updates or two. */
    private static final Duration OLD = Duration.ofDays(90);

    private TemplateCheck() {}

    static Section section(Facts facts) {
        List<Finding> findings = new ArrayList<>();
        GuestOs os = facts.pair().guest().os();
        facts.templates().ifPresent(templates -> {
            for (NodeFacts node : facts.answering()) {
                if (node.home().isPresent() && node.node().images().get(os) instanceof ImageSource.CloudImage image) {
                    findings.add(on(facts, templates, node, image));
                }
            }
        });
        return new Section("templates", findings);
    }

    private static Finding on(Facts facts, TemplateFacts templates, NodeFacts node, ImageSource.CloudImage image) {
        GuestOs os = facts.pair().guest().os();
        String again = "lbprov image bake %s --node %s --os %s".formatted(templates.inventory(), node.name(), os);
        Optional<OwnTemplate> newest = OwnTemplate.newest(templates.seen(), node.name(), os, image);
        if (newest.isPresent()) {
            return aged(facts, newest.get(), again);
        }
        return OwnTemplate.among(templates.seen(), node.name(), os).stream()
                .filter(OwnTemplate::isReady)
                .findFirst()
                .map(older -> Finding.of(Problem.warning("template %s on %s is of another image than the inventory's"
                                .formatted(older.vm().id(), node.name()))
                        .because("so members are made from the image, and need a mirror")
                        .hint(again)))
                // a hint: without one everything works, but for a mirror that is away
                .orElseGet(() -> Finding.ok("%s: no template of %s yet, so a member needs a mirror; %s makes one"
                        .formatted(node.name(), os, again)));
    }

    private static Finding aged(Facts facts, OwnTemplate template, String again) {
        LocalDate today = LocalDate.ofInstant(facts.now(), ZoneOffset.UTC);
        long days = ChronoUnit.DAYS.between(template.marker().baked(), today);
        String which =
                "template %s on %s".formatted(template.vm().id(), template.vm().node());
        return days > OLD.toDays()
                ? Finding.of(Problem.warning("%s is %d days old".formatted(which, days))
                        .because("its packages lack what was mended since")
                        .hint(again))
                : Finding.ok("%s: %s was baked %s"
                        .formatted(
                                template.vm().node(), which, template.marker().baked()));
    }
}
