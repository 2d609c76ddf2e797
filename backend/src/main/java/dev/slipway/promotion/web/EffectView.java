package dev.slipway.promotion.web;

import dev.slipway.job.JobPreview;
import dev.slipway.promotion.PromotionPreview;
import dev.slipway.promotion.ReleaseNews;
import dev.slipway.target.Finding;
import dev.slipway.web.Glyph;
import java.util.List;

/**
 * What a promotion would do, in the order in which one wants to know it.
 *
 * @param preview the whole of it
 * @param undecided an earlier promotion needs somebody's word before this one can be asked for
 */
record EffectView(PromotionPreview preview, List<Service> services, boolean undecided) {

    /** One service. @param passed how many pre-checks passed; the others are listed */
    record Service(
            PromotionPreview.Change all,
            JobPreview.ServiceChange change,
            List<JobPreview.ArtifactChange> artifacts,
            List<ReleaseNews> news,
            long passed,
            List<Check> checks) {}

    /** A pre-check that did not pass. */
    record Check(Glyph glyph, String title, String evidence, String remedy) {}

    static EffectView of(PromotionPreview preview) {
        return new EffectView(
                preview,
                preview.services().stream().map(EffectView::service).toList(),
                preview.earlier().stream().anyMatch(e -> !e.approvedBy().isEmpty()));
    }

    private static Service service(PromotionPreview.Change all) {
        var findings = all.change().findings();
        return new Service(
                all,
                all.change(),
                all.change().changedArtifacts(),
                all.news(),
                findings.stream().filter(f -> f.result() == Finding.Result.PASS).count(),
                findings.stream()
                        .filter(f -> f.result() != Finding.Result.PASS)
                        .map(f -> new Check(glyph(f.result()), f.title(), f.evidence(), f.remedy()))
                        .toList());
    }

    private static Glyph glyph(Finding.Result result) {
        return switch (result) {
            case PASS -> new Glyph("ok", "passes");
            case WARN -> new Glyph("warn", "warns");
            case BLOCK -> new Glyph("bad", "blocks");
            case UNKNOWN -> new Glyph("unk", "unknown");
        };
    }
}
