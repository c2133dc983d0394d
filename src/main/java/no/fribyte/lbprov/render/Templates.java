package no.fribyte.lbprov.render;

import freemarker.core.JSONCFormat;
import freemarker.core.ParseException;
import freemarker.core.TemplateClassResolver;
import freemarker.template.Configuration;
import freemarker.template.SimpleObjectWrapper;
import freemarker.template.Template;
import freemarker.template.TemplateException;
import freemarker.template.TemplateExceptionHandler;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import no.fribyte.lbprov.problem.ExitStatus;
import no.fribyte.lbprov.problem.LbprovException;
import no.fribyte.lbprov.problem.Problem;
import no.fribyte.lbprov.problem.Where;
import org.jspecify.annotations.Nullable;

/**
 * FreeMarker, with everything off that a template does not need: with its defaults a template can run programs, writes
 * 2048 as 2,048, and reaches the methods of what it is given.
 */
final class Templates {
    private final TemplateSource source;
    private final Configuration configuration;
    private final Map<String, Template> parsed = new ConcurrentHashMap<>();

    Templates(TemplateSource source) {
        this.source = source;
        this.configuration = hardened();
    }

    /** A file that is not a template. */
    String plain(String name) {
        return source.read(name).orElseThrow(() -> missing(name));
    }

    /**
     * The text of a template with its values in place.
     *
     * @param values maps, lists, strings, numbers and booleans, nothing else
     */
    String render(String name, Map<String, ?> values) {
        String file = source.describe(name);
        StringWriter out = new StringWriter();
        try {
            template(name, file).process(values, out);
            return out.toString();
        } catch (ParseException e) {
            Where where = new Where(file, e.getLineNumber(), e.getColumnNumber(), "");
            throw broken("the template is not FreeMarker", e.getEditorMessage(), Optional.of(where), e);
        } catch (TemplateException e) {
            throw broken("the template cannot be filled in", e.getMessageWithoutStackTop(), placeOf(file, e), e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Each is filled in for several members. */
    private Template template(String name, String file) throws IOException {
        Template known = parsed.get(name);
        if (known == null) {
            known = new Template(file, plain(name), configuration);
            parsed.put(name, known);
        }
        return known;
    }

    private static Configuration hardened() {
        Configuration configuration = new Configuration(Configuration.VERSION_2_3_34);
        configuration.setNewBuiltinClassResolver(TemplateClassResolver.ALLOWS_NOTHING_RESOLVER);
        // takes plain values only: an object of ours in the values is an error, not a way into its class
        configuration.setObjectWrapper(new SimpleObjectWrapper(Configuration.VERSION_2_3_34));
        configuration.setTemplateLoader(null); // no <#include>: a file is whole by itself
        configuration.setLocale(Locale.ROOT);
        configuration.setNumberFormat("computer");
        configuration.setBooleanFormat("c");
        configuration.setCFormat(JSONCFormat.INSTANCE);
        configuration.setTemplateExceptionHandler(TemplateExceptionHandler.RETHROW_HANDLER);
        configuration.setLogTemplateExceptions(false);
        return configuration;
    }

    private LbprovException missing(String name) {
        return new LbprovException(
                ExitStatus.INVALID_INPUT,
                Problem.error("there is no file " + source.describe(name))
                        .hint("copy it from lbprov's own cloudinit folder"));
    }

    private static Optional<Where> placeOf(String file, TemplateException e) {
        Integer line = e.getLineNumber();
        Integer column = e.getColumnNumber();
        return line == null || column == null ? Optional.empty() : Optional.of(new Where(file, line, column, ""));
    }

    private static LbprovException broken(
            String summary, @Nullable String why, Optional<Where> where, Exception cause) {
        Problem problem = Problem.error(summary).because(oneLine(why == null ? cause.toString() : why));
        return new LbprovException(
                ExitStatus.INVALID_INPUT, where.map(problem::at).orElse(problem), cause);
    }

    /** FreeMarker explains at length below its first paragraph. */
    private static String oneLine(String text) {
        int end = text.indexOf("\n\n");
        return (end < 0 ? text : text.substring(0, end)).strip().replaceAll("\\s+", " ");
    }
}
