package no.fribyte.lbprov.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import no.fribyte.lbprov.problem.Problem;

/** Keeps an old lbprov from undoing what a newer one did. */
final class Versions {
    private static final Pattern FORM = Pattern.compile("([0-9]{1,6})\\.([0-9]{1,6})\\.([0-9]{1,6}).*");

    private Versions() {}

    static List<Problem> newer(Desired desired, List<OwnVm> vms) {
        return newer(desired.version(), vms);
    }

    static List<Problem> newer(String own, List<OwnVm> vms) {
        List<Problem> problems = new ArrayList<>();
        for (OwnVm vm : vms) {
            if (compare(vm.marker().version(), own) > 0) {
                problems.add(newer(vm.vm(), vm.marker().version(), own));
            }
        }
        return problems;
    }

    static Problem newer(SeenVm vm, String its, String own) {
        return Problem.error("%s was made by lbprov %s".formatted(vm, its))
                .because("this is lbprov %s, which could undo what the newer one did".formatted(own))
                .hint("use lbprov %s or later".formatted(its));
    }

    static int compare(String left, String right) {
        Matcher a = FORM.matcher(left);
        Matcher b = FORM.matcher(right);
        if (!a.matches() || !b.matches()) {
            return 0;
        }
        for (int part = 1; part <= 3; part++) {
            int order = Integer.compare(Integer.parseInt(a.group(part)), Integer.parseInt(b.group(part)));
            if (order != 0) {
                return order;
            }
        }
        return 0;
    }
}
