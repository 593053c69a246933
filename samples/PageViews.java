import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

/**
 * Makes page-views.txt: 10,000 page views of a web site that does not exist, one request path a line. Few pages have
 * most views, as on real sites (a Zipf distribution), and some paths have characters that a report has to escape.
 *
 * <p>Run it with {@code java samples/PageViews.java > samples/page-views.txt}. The numbers come from {@link Random},
 * whose algorithm is specified: every Java makes the same file.
 */
public class PageViews {
    private static final int VIEWS = 10_000;
    private static final int PAGES = 2_400;
    /** With so many pages, the busiest one gets 8 to 9 % of the views, and three pages in four get any. */
    private static final double ZIPF_EXPONENT = 0.9;

    private static final long SEED = 20261120;

    /** The busiest of nearly every site, in this order. */
    private static final List<String> BUSIEST = List.of(
            "/favicon.ico", "/", "/css/site.css", "/js/site.js", "/images/logo.png", "/robots.txt", "/feed.xml",
            "/search");

    private static final List<String> THINGS = List.of(
            "kettle", "lamp", "chair", "shelf", "blanket", "teapot", "clock", "mirror", "basket", "rug", "stool",
            "vase", "salt-&-pepper", "baker's-dozen", "caf%C3%A9-cup", "jug");
    private static final List<String> LOOKS = List.of(
            "red", "blue", "oak", "steel", "linen", "small", "large", "round", "folding", "striped", "plain",
            "vintage");
    private static final List<String> TOPICS = List.of(
            "spring-sale", "how-we-work", "new-colours", "repairing-things", "ten-years", "in-the-workshop", "a-visit",
            "winter-light", "what-customers-ask", "less-is-more");

    public static void main(String[] args) {
        Random random = new Random(SEED);
        List<String> pages = pages(random);
        double[] reach = new double[pages.size()];
        double sum = 0;
        for (int rank = 0; rank < reach.length; rank++) {
            sum += 1 / StrictMath.pow(rank + 1, ZIPF_EXPONENT);
            reach[rank] = sum;
        }
        StringBuilder views = new StringBuilder();
        for (int view = 0; view < VIEWS; view++) {
            int rank = Arrays.binarySearch(reach, random.nextDouble() * sum);
            views.append(pages.get(rank < 0 ? -rank - 1 : rank)).append('\n');
        }
        System.out.print(views);
    }

    /** All pages, the busiest first. */
    private static List<String> pages(Random random) {
        Set<String> others = new LinkedHashSet<>();
        while (others.size() < PAGES - BUSIEST.size()) {
            others.add(page(random));
        }
        List<String> pages = new ArrayList<>(others);
        Collections.shuffle(pages, random);
        pages.addAll(0, BUSIEST);
        return pages;
    }

    private static String page(Random random) {
        return switch (random.nextInt(6)) {
            case 0 -> "/blog/" + number(2015, 2025, random) + "/" + one(TOPICS, random) + "-" + number(1, 12, random);
            case 1 -> "/images/" + one(LOOKS, random) + "-" + one(THINGS, random) + "-" + number(1, 4, random) + ".jpg";
            case 2 -> "/shop/" + one(THINGS, random);
            case 3 -> "/tag/" + one(LOOKS, random) + "+" + one(LOOKS, random);
            default -> "/shop/" + one(THINGS, random) + "/" + one(LOOKS, random) + "-" + number(100, 189, random);
        };
    }

    private static int number(int least, int most, Random random) {
        return least + random.nextInt(most - least + 1);
    }

    private static String one(List<String> words, Random random) {
        return words.get(random.nextInt(words.size()));
    }
}
