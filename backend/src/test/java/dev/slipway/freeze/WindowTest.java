package dev.slipway.freeze;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.stream.Stream;
import net.fortuna.ical4j.model.Recur;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class WindowTest {

    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    private static final int YEARS = 20;

    /** Zones of both hemispheres, one with a half-hour jump, one whose days have been skipped, one without jumps. */
    private static final List<String> ZONES = List.of(
            "Europe/Berlin",
            "America/New_York",
            "America/Sao_Paulo",
            "Australia/Lord_Howe",
            "Pacific/Apia",
            "Africa/Casablanca",
            "Asia/Tehran",
            "UTC");

    private static final List<String> RULES = List.of(
            "FREQ=DAILY",
            "FREQ=DAILY;INTERVAL=3",
            "FREQ=WEEKLY;BYDAY=FR",
            "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,WE,FR;WKST=MO",
            "FREQ=MONTHLY;BYDAY=-1FR",
            "FREQ=MONTHLY;BYMONTHDAY=-1",
            "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1",
            "FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=24",
            "FREQ=YEARLY;BYMONTH=3,10;BYDAY=-1SU",
            "FREQ=WEEKLY;BYDAY=SU;COUNT=200",
            "FREQ=WEEKLY;BYDAY=SA;UNTIL=20301231T235959Z");

    static Stream<Arguments> rulesInZones() {
        return RULES.stream().flatMap(rule -> ZONES.stream().map(zone -> Arguments.of(rule, zone)));
    }

    /** Against another calendar library, at a time of day that no zone here skips. */
    @ParameterizedTest
    @MethodSource("rulesInZones")
    void occurrencesOfTwentyYearsShouldBeThoseOfAnotherCalendarLibrary(String rule, String zone) {
        var place = ZoneId.of(zone);
        var first = first(rule, LocalDateTime.of(2020, 1, 1, 16, 0), place);
        var begin = first.atZone(place);
        var expected = new Recur<ZonedDateTime>(rule)
                .getDates(begin, begin, begin.plusYears(YEARS)).stream()
                        .map(ZonedDateTime::toInstant)
                        .toList();
        var window = new Window(first, first.plusHours(6), place, rule);
        var end = begin.plusYears(YEARS).toInstant();

        var starts = window.after(begin.toInstant())
                .map(Span::from)
                .takeWhile(start -> start.isBefore(end))
                .toList();

        assertThat(starts)
                .isEqualTo(expected.stream().filter(e -> e.isBefore(end)).toList());
        assertThat(starts).hasSizeGreaterThan(rule.contains("YEARLY") ? YEARS - 1 : 150);
    }

    /** At a time of day that is skipped in spring and comes twice in autumn: dates by the library, instants by the zone's rules. */
    @ParameterizedTest
    @MethodSource("rulesInZones")
    void timesThatAreSkippedOrComeTwiceShouldFollowTheRulesOfTheZone(String rule, String zone) {
        var place = ZoneId.of(zone);
        var first = first(rule, LocalDateTime.of(2020, 1, 1, 2, 30), place);
        var until = first.plusYears(YEARS);
        var expected = new Recur<LocalDateTime>(rule.replace("Z", ""))
                .getDates(first, first, until).stream()
                        .filter(start -> start.isBefore(until))
                        .map(start -> hour(start, place))
                        .toList();

        var spans = new Window(first, first.plusHours(1), place, rule)
                .after(first.atZone(place).toInstant())
                .limit(expected.size())
                .toList();

        assertThat(spans).isEqualTo(expected);
    }

    private static LocalDateTime first(String rule, LocalDateTime from, ZoneId zone) {
        return Recurrence.of(rule.replaceAll(";(COUNT|UNTIL)=[^;]*", ""), zone)
                .starts(from, from)
                .findFirst()
                .orElseThrow();
    }

    private static Span hour(LocalDateTime start, ZoneId zone) {
        var from = byRules(start, zone, true);
        var until = byRules(start.plusHours(1), zone, false);
        var skipped = zone.getRules().getValidOffsets(start).isEmpty();
        return new Span(from, skipped ? from.plus(Duration.ofHours(1)) : until);
    }

    /** RFC 5545, 3.3.5: a skipped time is read with the offset before the jump; of two the first, for an end the second. */
    private static Instant byRules(LocalDateTime local, ZoneId zone, boolean beginning) {
        var offsets = zone.getRules().getValidOffsets(local);
        if (offsets.isEmpty()) {
            return local.toInstant(zone.getRules().getTransition(local).getOffsetBefore());
        }
        return local.toInstant(beginning ? offsets.getFirst() : offsets.getLast());
    }

    @Test
    void everyMomentOfTwentyYearsShouldBeInTheWindowExactlyWhenItsWallClockIs() {
        // Friday 16:00 to Monday 08:00; looked at every 7 hours and 11 minutes, which meets every hour of the week
        var first = LocalDateTime.of(2024, 1, 5, 16, 0);
        var window = new Window(first, first.plusHours(64), BERLIN, "FREQ=WEEKLY;BYDAY=FR");
        var end = Instant.parse("2044-01-01T00:00:00Z");
        for (var at = Instant.parse("2024-01-08T12:00:00Z"); at.isBefore(end); at = at.plus(Duration.ofMinutes(431))) {
            var local = at.atZone(BERLIN);
            var frozen = switch (local.getDayOfWeek()) {
                case FRIDAY -> local.getHour() >= 16;
                case SATURDAY, SUNDAY -> true;
                case MONDAY -> local.getHour() < 8;
                default -> false;
            };
            assertThat(window.at(at).isPresent()).as("%s", local).isEqualTo(frozen);
        }
    }

    @Test
    void weekendOfTheClockChangeShouldStillEndOnMondayAtEight() {
        var window =
                new Window(LocalDateTime.of(2026, 3, 27, 16, 0), LocalDateTime.of(2026, 3, 30, 8, 0), BERLIN, null);

        var span = window.at(Instant.parse("2026-03-29T12:00:00Z")).orElseThrow();

        assertThat(span)
                .isEqualTo(new Span(Instant.parse("2026-03-27T15:00:00Z"), Instant.parse("2026-03-30T06:00:00Z")));
    }

    @Test
    void windowsWithoutAGapShouldEndWithTheLast() {
        var day = new Window(
                LocalDateTime.of(2026, 12, 21, 0, 0),
                LocalDateTime.of(2026, 12, 22, 0, 0),
                BERLIN,
                "FREQ=DAILY;COUNT=5");

        assertThat(day.ends(Instant.parse("2026-12-22T12:00:00Z"))).contains(Instant.parse("2026-12-25T23:00:00Z"));
    }

    @Test
    void windowsThatNeverPauseShouldSayThatNoEndIsInSight() {
        var always = new Window(
                LocalDateTime.of(2026, 1, 1, 0, 0), LocalDateTime.of(2026, 1, 2, 0, 0), BERLIN, "FREQ=DAILY");

        assertThat(always.ends(Instant.parse("2026-12-22T12:00:00Z"))).isEmpty();
    }

    @Test
    void ruleThatNeverComesShouldNotBeLookedForWithoutEnd() {
        var never = new Window(
                LocalDateTime.of(2026, 1, 1, 0, 0),
                LocalDateTime.of(2026, 1, 2, 0, 0),
                BERLIN,
                "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30");

        assertThat(never.after(Instant.parse("2026-12-22T12:00:00Z")).findFirst())
                .isEmpty();
    }

    @Test
    void ruleShouldRepeatByDaysAtLeast() {
        assertThatThrownBy(() -> Recurrence.of("FREQ=SECONDLY", BERLIN)).hasMessageContaining("DAILY");
        assertThatThrownBy(() -> Recurrence.of("every friday", BERLIN)).isInstanceOf(IllegalArgumentException.class);
    }
}
