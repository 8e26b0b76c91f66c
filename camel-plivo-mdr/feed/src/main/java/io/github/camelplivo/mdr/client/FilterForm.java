package io.github.camelplivo.mdr.client;

import java.util.List;
import java.util.regex.Pattern;

import io.github.camelplivo.mdr.model.PlivoTime;

/** The form of a filter's value. Plivo answers an unknown value with an empty list and no error. */
public final class FilterForm {

    static final FilterForm SUBACCOUNT
            = new FilterForm("SA[A-Z0-9]{18}", "allowed is 20 characters: SA, then 18 capital letters and digits");
    static final FilterForm CODE
            = new FilterForm("[0-9]{3,9}", "allowed are three digits or more, with leading zeros, such as 000 or 200");
    static final FilterForm ID = new FilterForm(
            "[A-Za-z0-9_.:-]{1,128}", "allowed are letters, digits and the characters -_.: without blanks, at most 128");
    static final FilterForm NUMBER = new FilterForm(
            "[!-~]([ -~]{0,62}[!-~])?",
            "allowed is a number in E.164 format such as +12025550123, or a sender id of at most 64 letters, digits, signs and"
                                        + " blanks in ASCII");
    static final FilterForm COUNTRY
            = new FilterForm("[A-Z]{2}", "allowed are two capital letters as in ISO 3166, such as US");
    static final FilterForm TIME = new FilterForm(
            "",
            PlivoTime.ALLOWED + ", and the types Instant, OffsetDateTime, ZonedDateTime, Date, Timestamp and Calendar");

    private final Pattern pattern;
    private final String allowed;
    private final List<String> words;

    private FilterForm(String pattern, String allowed) {
        this(pattern, allowed, List.of());
    }

    private FilterForm(String pattern, String allowed, List<String> words) {
        this.pattern = Pattern.compile(pattern);
        this.allowed = allowed;
        this.words = words;
    }

    /** One of these words, as they are written. */
    static FilterForm words(List<String> words) {
        return new FilterForm(String.join("|", words), "allowed are " + String.join(", ", words), words);
    }

    public boolean allows(String value) {
        return pattern.matcher(value).matches();
    }

    /** For the end of a message: "allowed are ...". */
    public String allowed() {
        return allowed;
    }

    /** The words that the filter allows, empty if it does not list them. */
    public List<String> words() {
        return words;
    }
}
