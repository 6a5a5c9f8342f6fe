//! Values of scipy 1.17 (`stats.norm`, `stats.beta`, `stats.t`), printed by its `repr`.

use super::{beta, normal};

fn close(found: f64, expected: f64) {
    assert!((found - expected).abs() <= 3e-11 * expected.abs(), "{found:e}, not {expected:e}");
}

#[test]
fn quantiles_of_the_normal_distribution() {
    close(normal::upper_quantile(0.5), 0.0);
    close(normal::upper_quantile(0.4), 0.2533471031357997);
    close(normal::upper_quantile(0.1), 1.2815515655446004);
    close(normal::upper_quantile(0.05), 1.6448536269514729);
    close(normal::upper_quantile(0.025), 1.9599639845400545);
    close(normal::upper_quantile(0.001), 3.090232306167813);
    close(normal::upper_quantile(1e-08), 5.612001244174789);
    close(normal::upper_quantile(1e-20), 9.262340089798409);
    close(normal::upper_quantile(1e-300), 37.0470962993612);
}

#[test]
fn tails_of_the_normal_distribution() {
    close(normal::two_sided(0.0), 1.0);
    close(normal::two_sided(0.1), 0.920344325445942);
    close(normal::two_sided(1.0), 0.31731050786291415);
    close(normal::two_sided(1.999999), 0.0455003718783994);
    close(normal::two_sided(2.0), 0.04550026389635839);
    close(normal::two_sided(5.0), 5.733031437583866e-07);
    close(normal::two_sided(10.0), 1.523970604832094e-23);
    close(normal::two_sided(37.0), 1.1451142445047853e-299);
}

#[test]
fn shares_of_the_beta_distribution() {
    close(beta::below(0.3, 2.0, 5.0), 0.5798250000000003);
    close(beta::below(0.5, 0.5, 0.5), 0.5000000000000001);
    close(beta::below(0.01, 0.5, 10.0), 0.3420718248432154);
    close(beta::below(0.8, 800.0, 200.0), 0.4936911466201379);
    close(beta::below(0.5001, 500000000.0, 500000000.0), 0.9999999998730186);
    close(beta::below(0.499, 1000000.0, 1000000.0), 0.002338849406931976);
    close(beta::below(1e-09, 1.0, 1e9), 0.6321205590124974);
    close(beta::below(0.999, 1000.0, 1.0), 0.36769542477096373);
    close(beta::below(0.2, 8.0, 3.0), 7.792640000000004e-05);
}

#[test]
fn quantiles_of_the_beta_distribution() {
    close(beta::quantile(0.025, 8.0, 3.0), 0.4439045376923585);
    close(beta::quantile(0.975, 9.0, 2.0), 0.9747892736731666);
    close(beta::quantile(0.025, 1.0, 10.0), 0.0025285785444617848);
    close(beta::quantile(0.975, 500000000.0, 500000000.0), 0.5000309897515933);
    close(beta::quantile(0.5, 0.5, 10.0), 0.023051418325296162);
    close(beta::quantile(0.025, 1000000.0, 1.0), 0.9999963111273498);
    close(beta::quantile(1e-06, 20.0, 1.0), 0.5011872336272722);
}

#[test]
fn quantiles_of_students_distribution() {
    close(beta::student_quantile(0.05, 1.0), 12.706204736174705);
    close(beta::student_quantile(0.05, 4.0), 2.7764451051977943);
    close(beta::student_quantile(0.05, 19.0), 2.09302405440831);
    close(beta::student_quantile(0.01, 1000.0), 2.580754698065951);
    close(beta::student_quantile(0.05, 1000000.0), 1.9599663568141072);
    close(beta::student_quantile(0.05, 1000000000.0), 1.9599639869123253);
    close(beta::student_quantile(1e-08, 10.0), 17.076428951025196);
    close(beta::student_quantile(0.9, 3.0), 0.1365981993536989);
}

#[test]
fn tails_of_students_distribution() {
    close(beta::student_two_sided(0.1, 1.0), 0.936548965138893);
    close(beta::student_two_sided(2.0, 4.0), 0.11611652351681556);
    close(beta::student_two_sided(3.0, 19.0), 0.007361724183868638);
    close(beta::student_two_sided(10.0, 1000.0), 1.6670702958600137e-22);
    close(beta::student_two_sided(1.0, 1000000.0), 0.3173107498335783);
    close(beta::student_two_sided(2.0, 1000000000.0), 0.045500264166313246);
    close(beta::student_two_sided(1000.0, 2.0), 9.999985000025e-07);
    close(beta::student_two_sided(0.001, 5.0), 0.9992407867721976);
}
