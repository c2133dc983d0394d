package no.fribyte.lbprov;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import no.fribyte.lbprov.problem.ExitStatus;
import no.fribyte.lbprov.support.Lbprov;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Holds the manual against the program: commands, options, exit statuses, and the keys of the JSON documents. */
class ManualTest {
    /** An option at the start of a line of a usage text, or of a table's row. */
    private static final Pattern OPTION = Pattern.compile("(?m)^(?:\\| `| {2,6}(?:-[a-zA-Z], )?)(--[a-z][a-z-]*)");

    private static final Pattern ANY_OPTION = Pattern.compile("(--[a-z][a-z-]*)");
    private static final Pattern COMMAND = Pattern.compile("(?m)^ {2}([a-z]+) {2,}");
    /** Lines of other programs, whose options are their own. */
    private static final Pattern OTHER_PROGRAM = Pattern.compile("(?m)^(\\$ (curl|diff|age)| *pveum) .*$");

    @TempDir
    private Path directory;

    private Lbprov lbprov;
    private final Map<String, String> told = new HashMap<>();

    @BeforeEach
    void startOver() {
        lbprov = Lbprov.in(directory);
    }

    @AfterEach
    void stop() {
        lbprov.close();
    }

    @Test
    void every_command_has_a_page_that_tells_just_its_own_options() {
        assertThat(optionsSection("common")).isEqualTo(options());
        assertThat(commands()).contains("create", "secrets");
        for (String command : commands()) {
            Set<String> own = options(command);
            own.removeAll(options());
            assertThat(optionsSection(command)).as(command).isEqualTo(own);
        }
    }

    @Test
    void the_manual_names_no_option_that_does_not_exist() {
        Set<String> known = options();
        commands().forEach(command -> known.addAll(options(command)));
        for (String command : commands()) {
            String page = OTHER_PROGRAM.matcher(page(command)).replaceAll("");
            assertThat(known).as(command).containsAll(Pages.words(ANY_OPTION, page));
        }
    }

    @Test
    void every_exit_status_is_told() {
        String statuses = Pages.section(page("common"), "## Exit statuses", "## Files");
        assertThat(ExitStatus.values())
                .allSatisfy(status -> assertThat(statuses).contains("\n| " + status.code() + " | "));
    }

    @Test
    void every_key_of_the_json_documents_is_told() {
        Set<String> documented = new TreeSet<>();
        for (String code : Pages.codes(Pages.page("json"))) {
            documented.add(code.substring(code.lastIndexOf('.') + 1));
        }
        for (String line : List.of(
                "validate nosuch",
                "validate demo",
                "create demo",
                "status demo",
                "doctor demo",
                "rebuild demo load-balancer-1 --dry-run",
                "image bake simulator --node pluto --os debian-12",
                "secrets list demo",
                "render demo")) {
            Set<String> keys = new TreeSet<>();
            collect(lbprov.run((line + " --output json").split(" ", -1)).json(), keys);
            assertThat(keys).as(line).contains("format", "command", "exitStatus");
            assertThat(documented).as(line).containsAll(keys);
        }
    }

    /** Keys that are names of members or files are not the document's own. */
    private static void collect(JsonNode node, Set<String> keys) {
        node.properties().forEach(property -> {
            if (property.getKey().matches("[a-zA-Z]+")) {
                keys.add(property.getKey());
            }
            collect(property.getValue(), keys);
        });
        if (node.isArray()) {
            node.forEach(element -> collect(element, keys));
        }
    }

    private Set<String> commands() {
        return commandsIn(help());
    }

    /** A command's options and those of its subcommands. */
    private Set<String> options(String... command) {
        Set<String> options = Pages.words(OPTION, help(command));
        if (command.length == 1) {
            commandsIn(help(command)).forEach(sub -> options.addAll(options(command[0], sub)));
        }
        return options;
    }

    private static Set<String> commandsIn(String usage) {
        int start = usage.indexOf("\nCommands:\n");
        return start < 0 ? Set.of() : Pages.words(COMMAND, usage.substring(start));
    }

    private String help(String... command) {
        String line = String.join(" ", command) + " --help";
        return told.computeIfAbsent(
                line, words -> lbprov.run(words.strip().split(" ", -1)).out());
    }

    private static Set<String> optionsSection(String page) {
        String section = Pages.section(page(page), "\n## Options", "\n## Exit statuses");
        return section.lines()
                .filter(line -> line.startsWith("| `"))
                .flatMap(line -> Pages.words(OPTION, line).stream())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static String page(String name) {
        return Pages.page("manual/" + name);
    }
}
