"""Common given names: enough to tell "Dana Whitlock" from "Dana Point" where the context is silent."""

from bot.reading.words import bag

GIVEN_NAMES = bag(
    """Aaron Abdul Abdullah Abigail Abraham Adam Adrian Ahmed Aisha Alan Albert Alejandro Alex Alexander Alexandra
    Alexei Alfred Ali Alice Alicia Alison Allan Allen Allison Alyssa Amanda Amber Amelia Amir Amy Ana Anastasia
    Andre Andrea Andreas Andrei Andrew Andriy Andy Angela Angelina Anita Ann Anna Anne Annette Annie Anthony Anton
    Antonio Arnold Arthur Ashley Audrey Barack Barbara Barry Bashar Beatrice Ben Benjamin Bernard Beth Betty
    Beverly Bill Billy Blake Bob Bobby Bonnie Boris Brad Bradley Brandon Brenda Brendan Brett Brian Brianna Bruce
    Bryan Caitlin Cameron Carl Carlo Carlos Carly Carmen Carol Caroline Carolyn Carrie Catherine Cathy Cecilia
    Charles Charlie Charlotte Chelsea Cheryl Chloe Chris Christian Christina Christine Christopher Cindy Claire
    Clara Clare Claudia Clive Colin Connie Conor Corey Courtney Craig Cristiano Crystal Curtis Cynthia Dale Damian
    Dan Dana Daniel Danielle Danny Darren Dave David Dawn Dean Deborah Debra Dennis Derek Diana Diane Diego Dmitri
    Dmitry Dominic Don Donald Donna Doris Dorothy Doug Douglas Duncan Dylan Dzhokhar Ed Eddie Edgar Edith Eduardo
    Edward Edwin Eileen Elaine Eleanor Elena Eli Elijah Elizabeth Ella Ellen Elliott Emily Emma Emmanuel Enrique
    Eric Erica Erik Erin Ernest Ethan Eugene Eva Evan Eve Evelyn Faisal Fatima Felicia Felipe Felix Fernando Fiona
    Florence Frances Francis Francisco Francois Frank Franklin Fred Frederick Gabriel Gabriela Gareth Gary Gavin
    Gemma Geoff Geoffrey George Gerald Gerard Gerry Gillian Giovanni Giuseppe Glen Glenn Gloria Gordon Grace
    Graham Grant Greg Gregory Guillermo Guy Hannah Harold Harriet Harry Harvey Hassan Hazel Heather Hector Heidi
    Helen Helena Henry Herbert Hillary Holly Howard Hugh Hugo Hussein Ian Ibrahim Igor Imran Ingrid Irene Iris
    Isaac Isabel Isabella Ivan Ivy Jack Jackie Jackson Jacob Jacqueline Jaime Jake James Jamie Jan Jane Janet
    Janice Jared Jasmine Jason Javier Jay Jean Jeff Jeffrey Jenna Jennifer Jenny Jeremy Jerome Jerry Jesse Jessica
    Jessie Jill Jim Jimmy Joan Joanna Joanne Joaquin Jodie Joe Joel Joey Johan Johann John Johnny Jon Jonathan
    Jorge Jose José Joseph Josh Joshua Joy Joyce Juan Judith Judy Julia Julian Julie Juliet June Justin Kamal Kara
    Karen Karim Karl Kate Katherine Kathleen Kathryn Kathy Katie Katy Kayla Keith Kelly Ken Kenneth Kevin Khaled
    Khalid Kim Kimberly Kirk Kit Kristen Kristin Kristina Kurt Kyle Lance Larry Laura Lauren Laurie Lawrence Leah
    Lee Leo Leon Leonard Leslie Lewis Liam Lillian Lily Linda Lindsay Lindsey Lisa Liz Lloyd Lois Lori Lorraine
    Louis Louise Luca Lucas Lucia Lucy Luis Luke Lydia Lynn Madeleine Madison Mahmoud Malcolm Manuel Marc Marcel
    Marco Marcus Margaret Maria Marie Marilyn Mario Marion Mark Marko Marta Martha Martin Marvin Mary Mateo Matt
    Matteo Matthew Maureen Maurice Max Maxim Maxwell Maya Megan Melanie Melissa Meredith Mia Michael Michel
    Michelle Miguel Mike Mikhail Mildred Milo Mitch Mitchell Mohamed Mohammad Mohammed Molly Monica Morgan
    Muhammad Mustafa Nadia Nancy Naomi Narendra Natalia Natalie Natasha Nathan Nathaniel Neil Nelson Nicholas Nick
    Nicola Nicolas Nicole Nigel Nikita Nikolai Nina Noah Noel Nora Norma Norman Oleg Oleksandr Olga Oliver Olivia
    Omar Oscar Owen Pablo Paige Pam Pamela Pat Patricia Patrick Paul Paula Pauline Pavel Pedro Peggy Penelope
    Penny Pete Peter Petro Phil Philip Philippe Phillip Phyllis Pierre Priya Rachel Rafael Raheem Rajesh Ralph
    Ramon Randy Rashid Raul Ray Raymond Rebecca Regina Renee Ricardo Richard Rick Ricky Rita Rob Robert Roberto
    Robin Rod Roderick Roger Roland Ron Ronald Ronnie Rory Rosa Rose Rosemary Ross Roy Ruby Rupert Russell Ruth
    Ryan Sabrina Sally Sam Samantha Samuel Sandra Sara Sarah Saul Scott Sean Sebastian Serena Sergei Sergey Sergio
    Serhiy Seth Shane Shannon Sharon Shaun Shawn Sheila Sherry Shinzo Shirley Sidney Silvia Simon Simone Sofia
    Sonia Sophia Sophie Spencer Stacey Stacy Stan Stanley Stefan Stella Stephanie Stephen Steve Steven Stuart Sue
    Suleiman Susan Suzanne Sylvia Tamara Tanya Tara Tariq Taylor Ted Terence Teresa Terri Terry Theo Theodore
    Theresa Thomas Tiffany Tim Timothy Tina Toby Todd Tom Tommy Toni Tony Tracey Tracy Travis Trevor Tyler Tymur
    Valentina Valerie Vanessa Vera Veronica Vicki Victor Victoria Viktor Vincent Violet Virginia Vitali Vivian
    Vladimir Volodymyr Walter Wanda Warren Wayne Wendy Wesley William Willie Winston Xavier Yasmin Yolanda Yulia
    Yuri Yusuf Yvonne Zach Zachary Zoe"""
)
