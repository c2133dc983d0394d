package no.fribyte.lbprov.doctor;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;
import no.fribyte.lbprov.model.PairName;
import no.fribyte.lbprov.model.PveVersion;
import no.fribyte.lbprov.problem.Problem;
import no.fribyte.lbprov.proxmox.Permissions;
import no.fribyte.lbprov.proxmox.TokenId;
import no.fribyte.lbprov.step.Right;

/** What a token may do, held against what it needs. */
public final class TokenRights {
    /** More are counted in the headline. */
    private static final int NAMED = 6;

    private static final String AGAIN = "if the role is there already: role modify";

    private final TokenId token;
    private final Permissions given;
    private final Supplier<PveVersion> version;
    private final List<Need> needs;

    /**
     * @param given to the token, where all the needs are
     * @param version asked for only when there is something to say
     */
    public TokenRights(TokenId token, Permissions given, Supplier<PveVersion> version, List<Need> needs) {
        this.token = requireNonNull(token, "token");
        this.given = requireNonNull(given, "given");
        this.version = requireNonNull(version, "version");
        this.needs = needs.stream().map(this::asGiven).toList();
    }

    /** Each path where something lacks: an error, or a warning where lbprov can do without. */
    public List<Problem> missing() {
        List<Problem> problems = new ArrayList<>();
        needs.stream().map(need -> need.right().best()).distinct().sorted().forEach(path -> {
            missing(path, true).ifPresent(problems::add);
            missing(path, false).ifPresent(problems::add);
        });
        return problems;
    }

    /**
     * Each path where more is given than the needs take: a warning, with what narrows it.
     *
     * @param pair whose needs they are
     */
    public List<Problem> excess(PairName pair) {
        List<Problem> problems = new ArrayList<>();
        excess().forEach((path, privileges) -> {
            List<String> harmful =
                    privileges.stream().filter(privilege -> !isLook(privilege)).toList();
            if (!harmful.isEmpty()) {
                String named =
                        harmful.size() > NAMED ? "%d privileges".formatted(harmful.size()) : String.join(", ", harmful);
                problems.add(Problem.warning(
                                "token %s may do more on %s than %s takes: %s".formatted(token, path, pair, named))
                        .because(
                                harmful.size() > NAMED
                                        ? String.join(", ", harmful)
                                        : "nothing that lbprov does for this pair needs it there")
                        .hint(String.join("\n", narrowing(path, pair))));
            }
        });
        return problems;
    }

    /** What is given without need and only lets the token see more, such as {@code Pool.Audit on /pool/lb}. */
    List<String> looks() {
        List<String> looks = new ArrayList<>();
        excess().forEach((path, privileges) -> privileges.stream()
                .filter(TokenRights::isLook)
                .forEach(privilege -> looks.add(privilege + " on " + path)));
        return looks;
    }

    TokenId token() {
        return token;
    }

    /** Whether nothing is done with it but looking. */
    boolean isForLooking() {
        return needs.stream().noneMatch(Need::vital);
    }

    /** How many privileges on how many paths. */
    String size() {
        List<String> paths =
                needs.stream().map(need -> need.right().best()).distinct().toList();
        int privileges =
                paths.stream().mapToInt(path -> pveum().chosen(on(path)).size()).sum();
        return "%d rights on %d paths".formatted(privileges, paths.size());
    }

    private SortedMap<String, SortedSet<String>> excess() {
        return new Excess(needs.stream().map(Need::right).toList(), given).byPath();
    }

    private static boolean isLook(String privilege) {
        return privilege.endsWith(".Audit");
    }

    /** What is given comes first: at no moment is the token left with less than it needs on this path. */
    private List<String> narrowing(String path, PairName pair) {
        List<String> lines = new ArrayList<>();
        lines.add("as admin, unless something else needs it (" + AGAIN + "):");
        Set<String> needed = on(path);
        if (!needed.isEmpty()) {
            lines.add(pveum().role(path, needed));
            lines.add(pveum().grantToken(path));
        }
        lines.addAll(pveum().revoke(path, !needed.isEmpty()));
        lines.add(pveum().separate() + "  # by then only what the token itself was given counts");
        lines.add("lbprov doctor %s  # names what is missing by then".formatted(pair));
        return lines;
    }

    /** Whether everything of a right is given. */
    boolean isGiven(Right right) {
        return right.privileges().stream().allMatch(privilege -> isGiven(right, privilege));
    }

    /** Everything that is of use on a path. */
    Set<String> on(String path) {
        Set<String> all = new TreeSet<>();
        needs.stream()
                .map(Need::right)
                .filter(right -> right.best().equals(path))
                .forEach(right -> all.addAll(right.privileges()));
        return all;
    }

    Pveum pveum() {
        return new Pveum(token, version.get());
    }

    private Optional<Problem> missing(String path, boolean vital) {
        Map<String, String> missing = new TreeMap<>();
        for (Need need : needs) {
            if (need.vital() == vital && need.right().best().equals(path)) {
                need.right().privileges().stream()
                        .filter(privilege -> !isGiven(need.right(), privilege))
                        .forEach(privilege -> missing.putIfAbsent(privilege, need.purpose()));
            }
        }
        if (missing.isEmpty()) {
            return Optional.empty();
        }
        Pveum pveum = pveum();
        Map<String, String> named = new LinkedHashMap<>();
        pveum.chosen(missing.keySet()).forEach(privilege -> named.put(privilege, purpose(privilege, missing)));
        String summary = "token %s lacks %s on %s".formatted(token, String.join(", ", named.keySet()), path);
        Problem problem = vital ? Problem.error(summary) : Problem.warning(summary);
        return Optional.of(problem.because(String.join("\n", reasons(named))).hint(String.join("\n", lines(path))));
    }

    private static String purpose(String privilege, Map<String, String> missing) {
        return missing.entrySet().stream()
                .filter(entry -> List.of(entry.getKey().split("\\|", -1)).contains(privilege))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElseThrow();
    }

    private static List<String> reasons(Map<String, String> named) {
        return named.size() == 1
                ? List.of("needed to " + named.values().iterator().next())
                : named.entrySet().stream()
                        .map(entry -> "%s: to %s".formatted(entry.getKey(), entry.getValue()))
                        .toList();
    }

    private List<String> lines(String path) {
        List<String> lines = new ArrayList<>();
        if (path.equals("/vms")) {
            lines.add("set `pool: NAME` in the inventory, and give it on /pool/NAME; or on all VMs:");
        }
        lines.add("as admin, for the user and for the token (" + AGAIN + "):");
        lines.add(pveum().role(path, on(path)));
        lines.addAll(pveum().grant(path));
        return lines;
    }

    /** With the other right that will do in its place, where that is the one that is given. */
    private Need asGiven(Need need) {
        return need.right()
                .instead()
                .filter(other -> !isGiven(need.right()) && isGiven(other))
                .map(other -> new Need(other, need.purpose(), need.vital()))
                .orElse(need);
    }

    private boolean isGiven(Right right, String alternatives) {
        for (String privilege : alternatives.split("\\|", -1)) {
            if (right.paths().stream().anyMatch(path -> given.allows(privilege, path))) {
                return true;
            }
        }
        return false;
    }
}
